package io.github.heartrate.amqp.testing;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Two sockets and the pipes between them. */
final class ProxiedConnection {

    private final Socket client;
    private final Socket broker;
    private final Consumer<ProxiedConnection> ended;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Pipe toBroker;
    private final Pipe toClient;

    ProxiedConnection(Socket client, Socket broker, Supplier<Network> network, Consumer<ProxiedConnection> ended)
            throws IOException {
        this.client = client;
        this.broker = broker;
        this.ended = ended;
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        toBroker = new Pipe(client, broker, network, this::close);
        toClient = new Pipe(broker, client, network, this::close);
    }

    void start() {
        toBroker.start();
        toClient.start();
    }

    void networkChanged() {
        toBroker.wake();
        toClient.wake();
    }

    void reset() {
        end(0);
    }

    /** Sends what is in the sockets' buffers, then their end. */
    void close() {
        end(-1);
    }

    private void end(int lingerSeconds) {
        if (open.compareAndSet(true, false)) {
            close(client, lingerSeconds);
            close(broker, lingerSeconds);
            toBroker.stop();
            toClient.stop();
            ended.accept(this);
        }
    }

    private static void close(Socket socket, int lingerSeconds) {
        try (socket) {
            socket.setSoLinger(lingerSeconds >= 0, Math.max(0, lingerSeconds));
        } catch (IOException e) {
            // The other side has closed it already.
        }
    }

    void join() throws InterruptedException {
        toBroker.join();
        toClient.join();
    }
}
