package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeartRateAmqpTest {

    private static final int LIMIT_MS = 30_000;

    /** Accepts a connection and says nothing: enough to know who was called. */
    private static ServerSocket listener() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(LIMIT_MS);
        return socket;
    }

    private static String uri(ServerSocket socket) {
        return "amqp://localhost:" + socket.getLocalPort();
    }

    @Test
    void optionsGivenAfterBuildChangeNothing() throws IOException {
        try (ServerSocket first = listener();
                ServerSocket second = listener()) {
            HeartRateAmqp.Builder builder =
                    HeartRateAmqp.builder().uri(uri(first)).instanceName("before");
            try (HeartRateAmqp built = builder.build()) {
                builder.uri(uri(second)).instanceName("after");

                assertThat(built.publisher()).isNotNull();

                try (Socket connection = first.accept()) {
                    byte[] greeting = connection.getInputStream().readNBytes(4);
                    assertThat(new String(greeting, StandardCharsets.US_ASCII)).isEqualTo("AMQP");
                    assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .contains("heartrate publisher before")
                            .doesNotContain("heartrate publisher after");
                }
            }
        }
    }
}
