package io.github.heartrate.demo.bridge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/** An interface engine: sends one message, waits for its answer. */
final class MllpSender implements AutoCloseable {

    private static final int LIMIT_MS = 30_000;

    private final Socket socket;

    MllpSender(InetSocketAddress address) throws IOException {
        this(SocketFactory.getDefault(), address);
    }

    MllpSender(SocketFactory factory, InetSocketAddress address) throws IOException {
        socket = factory.createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(LIMIT_MS);
        socket.setTcpNoDelay(true);
    }

    /** MSA-1 to MSA-3 of the answer. */
    String send(byte[] message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x0B);
        frame.write(message);
        frame.write(0x1C);
        frame.write(0x0D);
        sendBytes(frame.toByteArray());
        return answer();
    }

    String send(String message) throws IOException {
        return send(message.getBytes(StandardCharsets.UTF_8));
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Empty at the end of the stream. */
    String answer() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = socket.getInputStream().read();
                next >= 0;
                next = socket.getInputStream().read()) {
            if (next == 0x1C) {
                socket.getInputStream().read();
                return answer.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("MSA|"))
                        .findFirst()
                        .orElseThrow()
                        .substring("MSA|".length());
            }
            answer.write(next);
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
