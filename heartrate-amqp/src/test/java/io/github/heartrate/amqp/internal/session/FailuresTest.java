package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.amqp.broker.RefusedException.Kind;
import io.github.heartrate.amqp.internal.link.Failures;
import io.github.heartrate.amqp.internal.session.SessionEvent.ChannelClosed;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    private static ShutdownSignalException closed(int code, String text) {
        AMQP.Channel.Close reason =
                new AMQP.Channel.Close.Builder().replyCode(code).replyText(text).build();
        return new ShutdownSignalException(false, false, reason, null);
    }

    @ParameterizedTest
    @CsvSource({"403, ACCESS", "530, ACCESS", "404, NOT_FOUND", "406, PRECONDITION", "405, OTHER", "541, OTHER"})
    void replyCodeDecidesWhatARefusalIs(int code, Kind kind) {
        assertThat(Failures.kind(code)).isEqualTo(kind);
    }

    @Test
    void queueIsNotFoundByTheReplyCodeWhateverTheText() {
        assertThat(ChannelClosed.by("alert a: ", new IOException(closed(404, "away"))))
                .isEqualTo(new ChannelClosed(new Ending(Ending.Kind.NOT_FOUND, "alert a: 404 away")));
        assertThat(ChannelClosed.by("", closed(405, "404 NOT_FOUND")))
                .isEqualTo(new ChannelClosed("405 404 NOT_FOUND"));
    }

    /** As RabbitMQ 3.10 and 4.3 say it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "60 | 40 | access to exchange 'a.state' in vhost 'v'       | write the exchange \"a.state\"",
                "60 | 20 | access to queue 'a.readings.0' in vhost 'v'     | read the queue \"a.readings.0\"",
                "60 | 70 | access to queue 'a.state.0' in vhost 'v'        | read the queue \"a.state.0\"",
                "40 | 10 | access to exchange 'a.alerts' in vhost 'v'      | configure the exchange \"a.alerts\"",
                "50 | 10 | access to queue 'a.alerts' in vhost 'v'         | configure or read the queue \"a.alerts\"",
                "50 | 10 | access to exchange 'a.parked' in vhost 'v'      | write the exchange \"a.parked\"",
                "50 | 20 | access to queue 'a.alerts' in vhost 'v'         | write the queue \"a.alerts\"",
                "50 | 20 | access to exchange 'a.alerts' in vhost 'v'      | read the exchange \"a.alerts\"",
                "50 | 10 | read access to queue 'a.readings.0' in vhost 'v' | read the queue \"a.readings.0\"",
                "60 | 40 | write access to topic 'x' in exchange 't' in vhost 'v' | write the topic \"x\""
            })
    void refusedAccessNamesTheRightAndNotTheUser(int classId, int methodId, String refused, String right) {
        AMQP.Channel.Close reason = new AMQP.Channel.Close.Builder()
                .replyCode(403)
                .replyText("ACCESS_REFUSED - " + refused + " refused for user 'gateway'")
                .classId(classId)
                .methodId(methodId)
                .build();

        assertThat(ChannelClosed.by(
                        "alert a: ", new IOException(new ShutdownSignalException(false, false, reason, null))))
                .isEqualTo(new ChannelClosed(
                        new Ending(Ending.Kind.NO_RIGHT, "alert a: 403 the user lacks the right to " + right)));
    }

    @Test
    void exclusiveUseByAnotherIsNoMissingRight() {
        String text = "ACCESS_REFUSED - queue 'q' in vhost 'v' in exclusive use";

        assertThat(ChannelClosed.by("", closed(403, text))).isEqualTo(new ChannelClosed("403 " + text));
    }
}
