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
                .isEqualTo(new ChannelClosed("alert a: 404 away", true));
        assertThat(ChannelClosed.by("", closed(405, "404 NOT_FOUND")))
                .isEqualTo(new ChannelClosed("405 404 NOT_FOUND", false));
    }
}
