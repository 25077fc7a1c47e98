package io.github.heartrate.amqp.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.internal.link.LogCapture;
import io.github.heartrate.amqp.testing.Certificates;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is verified of a broker that listens with TLS, by default and by choice. */
class TlsIT {

    @TempDir
    static Path folder;

    /** In a folder of its own, since the node reads it before JUnit makes the temporary one. */
    private static final Certificates CERTIFICATES = Certificates.in(newFolder());

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicatedWithTls(CERTIFICATES);

    private static Path newFolder() {
        try {
            Path made = Files.createTempDirectory("heartrate-certificates");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void serveTheGoodCertificate() {
        serve("server");
    }

    private static void serve(String name) {
        CERTIFICATES.serve(name);
        rabbit.node().readCertificatesAgain();
    }

    private static URI uri(String host) {
        return URI.create(rabbit.node().tlsUri(host));
    }

    private static void connect(Broker broker) throws Exception {
        Connection connection = broker.connect("tls test");
        connection.close();
    }

    private static void assertRefused(Broker broker, String reason) {
        assertThatThrownBy(() -> connect(broker))
                .isInstanceOf(IOException.class)
                .hasMessage("no connection to " + broker + ": " + reason)
                .hasMessageNotContaining("\n");
    }

    @Test
    void brokerSignedByTheGivenAuthorityIsAcceptedByNameAndByAddress() {
        Tls tls = Tls.trusting(CERTIFICATES.caPem());

        assertThatCode(() -> connect(Broker.of(uri("localhost"), tls))).doesNotThrowAnyException();
        assertThatCode(() -> connect(Broker.of(uri("127.0.0.1"), tls))).doesNotThrowAnyException();
    }

    @Test
    void readingIsConfirmedOverTls() throws Exception {
        Broker broker = Broker.of(uri("localhost"), Tls.trusting(CERTIFICATES.caPem()));
        Topology topology = Topology.partitioned(1).withoutStateQueues();
        try (Connection connection = broker.connect("topology")) {
            topology.declare(connection);
        }
        try (ReadingPublisher publisher =
                ReadingPublisher.builder(broker, topology).build()) {
            publisher.start();
            assertThat(publisher
                            .publish(new Reading("Patient_1", Instant.parse("2026-01-01T00:00:00Z"), 72))
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo(PublishResult.CONFIRMED);
        }
    }

    @Test
    void verificationIsOnUnlessToldOtherwise() {
        assertRefused(
                Broker.of(uri("localhost")), "the broker's certificate is signed by no authority that is trusted here");
    }

    @Test
    void unknownAuthorityIsRefused() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertRefused(
                Broker.of(uri("localhost"), Tls.trusting(Certificates.in(other).caPem())),
                "the broker's certificate is signed by no authority that is trusted here");
    }

    @Test
    void wrongHostNameIsRefused() {
        CERTIFICATES.issue("elsewhere", "-ext", "san=dns:broker.example");
        serve("elsewhere");
        Tls tls = Tls.trusting(CERTIFICATES.caPem());

        assertRefused(Broker.of(uri("localhost"), tls), "the broker's certificate is not made out to localhost");
        assertRefused(Broker.of(uri("127.0.0.1"), tls), "the broker's certificate is not made out to 127.0.0.1");
    }

    @Test
    void expiredCertificateIsRefused() {
        CERTIFICATES.issue("expired", "-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "2");
        serve("expired");

        assertRefused(
                Broker.of(uri("localhost"), Tls.trusting(CERTIFICATES.caPem())),
                "the broker's certificate has expired");
    }

    @Test
    void givenContextStillVerifiesTheHostName() throws Exception {
        CERTIFICATES.issue("other-host", "-ext", "san=dns:broker.example");
        serve("other-host");
        SSLContext context = Tls.trusting(CERTIFICATES.caPem()).context().orElseThrow();

        assertRefused(
                Broker.of(uri("localhost"), Tls.of(context)), "the broker's certificate is not made out to localhost");
    }

    @Test
    void clientCertificateIsAcceptedAndSeenByTheBroker() throws Exception {
        Path key = CERTIFICATES.issue("ward-7");
        Tls tls = Tls.mutual(CERTIFICATES.caPem(), key, Certificates.PASSWORD.toCharArray());

        try (Connection connection = Broker.of(uri("localhost"), tls).connect("mutual")) {
            assertThat(connection.isOpen()).isTrue();
            assertThat(rabbit.node().ctl("list_connections", "--silent", "peer_cert_subject"))
                    .contains("CN=ward-7");
        }
    }

    @Test
    void clientCertificateOfAnUnknownAuthorityIsRefusedByTheBroker() throws Exception {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Path key = Certificates.in(foreign).issue("intruder");
        Broker broker =
                Broker.of(uri("localhost"), Tls.mutual(CERTIFICATES.caPem(), key, Certificates.PASSWORD.toCharArray()));

        assertThatThrownBy(() -> connect(broker))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no connection to " + broker + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void verificationCanBeTurnedOffByNameAndThatIsLogged() {
        CERTIFICATES.issue("nobody", "-ext", "san=dns:broker.example");
        serve("nobody");
        try (LogCapture log = LogCapture.ofEverything()) {
            assertThatCode(() -> connect(Broker.of(uri("localhost"), Tls.withoutVerification())))
                    .doesNotThrowAnyException();

            assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("TLS to localhost:")
                            && line.endsWith(" verifies nothing: anyone on the way can read and change it"));
        }
    }

    @Test
    void plainUriWithTlsAndUnreadableFilesAreRefusedAtOnce() throws Exception {
        Tls tls = Tls.trusting(CERTIFICATES.caPem());
        assertThatThrownBy(() -> Broker.of(URI.create(rabbit.node().uri()), tls))
                .hasMessage("a broker reached by TLS must begin with amqps://");
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> Tls.trusting(missing)).hasMessage("CA certificates can't be read: " + missing);
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        assertThatThrownBy(() -> Tls.trusting(text)).hasMessageEndingWith(text.toString());
        Path key = CERTIFICATES.issue("locked");
        assertThatThrownBy(() -> Tls.mutual(CERTIFICATES.caPem(), key, "wrong".toCharArray()))
                .hasMessage("client key can't be read: " + key + " must be PKCS #12, and the password right");
    }

    @Test
    void plainConnectionToTheTlsPortIsTold() {
        URI plain = URI.create(rabbit.node().tlsUri("127.0.0.1").replace("amqps:", "amqp:"));

        assertThatThrownBy(() -> connect(Broker.of(plain)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is it a TLS port, to be reached by amqps://?");
    }
}
