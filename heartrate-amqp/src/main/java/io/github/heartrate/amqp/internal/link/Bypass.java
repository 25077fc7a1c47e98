package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Opens channels for one user of a link who may make the broker close the connection: RabbitMQ closes that of a client that
 * consumes or gets from a queue without a leader. So that the others on the link hear of it once only, the user has a
 * connection beside the link after such an end, until its use succeeds. Used by one thread.
 */
public final class Bypass implements AutoCloseable {

    private final Link link;
    private final String purpose;
    private boolean brokeTheConnection;
    private Optional<Connection> own = Optional.empty();

    /**
     * Makes one.
     *
     * @param link where channels are opened by default
     * @param purpose ends the name of a connection beside it
     */
    public Bypass(Link link, String purpose) {
        this.link = link;
        this.purpose = purpose;
    }

    /** Opens a channel, on a connection beside the link if the last use has made the broker close the connection. */
    public Channel openChannel() throws InterruptedException, IOException, TimeoutException {
        close();
        if (!brokeTheConnection) {
            return link.openChannel();
        }
        Connection opened = link.openBeside(purpose);
        own = Optional.of(opened);
        return Channels.open(opened);
    }

    /** The use has succeeded. The channel stays where it is; the next one is opened on the link again. */
    public void succeeded() {
        brokeTheConnection = false;
    }

    /** The use has failed. */
    public void failed(Exception failure) {
        brokeTheConnection = Failures.isInternalError(failure);
    }

    /** Closes the connection beside the link, if there is one. Doing it twice is no error. */
    @Override
    public void close() {
        own.ifPresent(Channels::close);
        own = Optional.empty();
    }
}
