package io.github.heartrate.amqp;

import com.rabbitmq.client.ConnectionFactory;
import io.github.heartrate.amqp.broker.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/** The sockets of an instance, to be cut all at once and for ever, as by {@code kill -9}. */
final class Lifeline extends SocketFactory {

    private final List<Socket> sockets = new ArrayList<>();
    private boolean isCut;

    /** A broker whose connections hang on this line. */
    Broker broker(ConnectionFactory factory) {
        ConnectionFactory own = factory.clone();
        own.setSocketFactory(this);
        return Broker.of(own);
    }

    synchronized boolean isCut() {
        return isCut;
    }

    synchronized void cut() {
        isCut = true;
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                requireClosed(socket, e);
            }
        }
    }

    /** The instance may have closed it by itself, before or just now. */
    private static void requireClosed(Socket socket, IOException failure) {
        if (!socket.isClosed()) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (isCut) {
            throw new IOException("killed");
        }
        Socket socket = new Socket();
        sockets.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
