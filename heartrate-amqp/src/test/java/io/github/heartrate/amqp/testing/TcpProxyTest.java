package io.github.heartrate.amqp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before a server that sends back what it gets. */
class TcpProxyTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private ServerSocket server;
    private Thread echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, LOOPBACK);
        echo = new Thread(this::echo, "echo");
        echo.start();
        proxy = TcpProxy.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.close();
        echo.join();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("proxy-"));
    }

    private void echo() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
                // Reset, or the server is closed.
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(LOOPBACK, proxy.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** How long it took. */
    private static Duration roundTrip(Socket socket, byte[] sent) throws Exception {
        long start = System.nanoTime();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(sent);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        byte[] back = socket.getInputStream().readNBytes(sent.length);
        sending.join();
        assertThat(back).isEqualTo(sent);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void clearLinkCarriesEverythingInOrder() throws Exception {
        byte[] megabytes = new byte[3_000_000];
        new Random(1).nextBytes(megabytes);
        try (Socket socket = connect()) {
            assertThat(roundTrip(socket, megabytes)).isLessThan(Duration.ofSeconds(10));
        }
        await().until(() -> proxy.open() == 0);
    }

    @Test
    void latencyDelaysButDoesNotNarrow() throws Exception {
        proxy.become(Network.late(Duration.ofMillis(200)));
        try (Socket socket = connect()) {
            assertThat(roundTrip(socket, new byte[1])).isBetween(Duration.ofMillis(400), Duration.ofMillis(900));
            assertThat(roundTrip(socket, new byte[400_000])).isBetween(Duration.ofMillis(400), Duration.ofSeconds(2));
        }
    }

    @Test
    void slowLinkTakesItsTime() throws Exception {
        try (Socket socket = connect()) {
            proxy.become(Network.slow(1_000));
            assertThat(roundTrip(socket, new byte[1_000])).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        }
    }

    @Test
    void byteByByteChangesNothing() throws Exception {
        proxy.become(Network.BYTE_BY_BYTE);
        byte[] bytes = new byte[10_000];
        new Random(2).nextBytes(bytes);
        try (Socket socket = connect()) {
            roundTrip(socket, bytes);
        }
    }

    @Test
    void silentLinkTellsNobodyAndDeliversLate() throws Exception {
        try (Socket socket = connect()) {
            roundTrip(socket, new byte[1]);
            proxy.become(Network.SILENT);
            socket.getOutputStream().write(7);
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.become(Network.CLEAR);

            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void cutIsAnEndAndResetIsNone() throws Exception {
        try (Socket socket = connect()) {
            roundTrip(socket, new byte[1]);
            proxy.cut();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = connect()) {
            roundTrip(socket, new byte[1]);
            proxy.reset();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void refusedUntilItAcceptsAgain() throws Exception {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

        proxy.accept();

        try (Socket socket = connect()) {
            roundTrip(socket, new byte[1]);
        }
    }

    @Test
    void serverThatIsDownIsAReset() throws Exception {
        server.close();
        echo.join(); // until then the kernel goes on listening, and a thread about to leave may accept one more
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void uriLeadsThroughTheProxy() {
        assertThat(proxy.through("amqp://guest:guest@127.0.0.1:" + server.getLocalPort() + "/v"))
                .isEqualTo("amqp://guest:guest@127.0.0.1:" + proxy.port() + "/v");
    }
}
