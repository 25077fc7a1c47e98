package io.github.heartrate.demo.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import io.github.heartrate.amqp.testing.Certificates;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.toolkit.bridge.MllpListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** HL7 over MLLP, on a real node. */
class MllpListenerIT {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Topology TOPOLOGY = Topology.partitioned(2);
    private static final String MESSAGE =
            "MSH|^~\\&|MON|ICU|||20260301120009+0000||ORU^R01^ORU_R01|77|P|2.6\rPID|||P7\r"
                    + "OBX|1|NM|8867-4^Heart rate^LN||72|/min|||||F|||20260301120000+0000\r";

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private Broker broker() {
        return Broker.of(URI.create(rabbit.uri()));
    }

    private MllpListener.Builder listener() {
        return MllpListener.builder(broker(), TOPOLOGY).address(ANY_PORT);
    }

    private static MllpListener started(MllpListener.Builder builder) throws IOException {
        MllpListener listener = builder.build();
        listener.start();
        return listener;
    }

    @Test
    void acceptedReadingsAreJudgedAsTheCoreJudgesThem() throws Exception {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            readings.add(new Reading("Patient_" + i % 3, TIME.plusSeconds(i), i % 20 < 12 ? 150 : 70));
        }
        try (WatchedWard ward = new WatchedWard(broker(), TOPOLOGY);
                MllpListener listener = started(listener());
                MllpSender sender = new MllpSender(listener.address())) {
            for (Reading reading : readings) {
                assertThat(sender.send(new Hl7Codec().encode(reading))).startsWith("AA|");
            }
            ward.awaitReadings(readings.size());

            assertThat(ward.alertIds()).isNotEmpty().isEqualTo(WatchedWard.idsOfTheCore(readings));
            assertThat(listener.accepted()).isEqualTo(readings.size());
        }
    }

    @Test
    void badObservationIsParkedAndTheAnswerSaysSo() throws Exception {
        try (WatchedWard ward = new WatchedWard(broker(), TOPOLOGY);
                MllpListener listener = started(listener());
                MllpSender sender = new MllpSender(listener.address())) {
            String two = MESSAGE + "OBX|2|NM|8867-4^Heart rate^LN||fast|/min|||||F|||20260301120001+0000\r";

            assertThat(sender.send(two)).isEqualTo("AA|77|1 parked: OBX-5 must be a number: fast");

            ward.awaitReadings(1);
            assertThat(ward.readings()).containsExactly(new Reading("P7", TIME, 72));
            assertThat(ward.nextParked())
                    .startsWith("reading 1: OBX-5 must be a number: fast|MSH|")
                    .contains("|fast|")
                    .doesNotContain("|72|");
        }
    }

    @Test
    void noValueIsAccepted() throws Exception {
        try (WatchedWard ward = new WatchedWard(broker(), TOPOLOGY);
                MllpListener listener = started(listener());
                MllpSender sender = new MllpSender(listener.address())) {
            assertThat(sender.send(MESSAGE.replace("|72|", "|\"\"|"))).isEqualTo("AA|77|");
            assertThat(ward.readings()).isEmpty();
        }
    }

    @Test
    void messageThatCannotBeReadIsRejected() throws Exception {
        try (MllpListener listener = started(listener());
                MllpSender sender = new MllpSender(listener.address())) {
            assertThat(sender.send(MESSAGE.replace("ORU^R01", "ADT^A01")))
                    .isEqualTo("AR|77|MSH-9 must be ORU R01: ADT A01 ORU_R01");
            assertThat(sender.send("hello")).isEqualTo("AR||the body must begin with MSH");
            assertThat(listener.refused()).isEqualTo(2);
        }
    }

    @Test
    void withoutABrokerTheAnswerIsAnErrorAndNothingIsLost() throws Exception {
        Broker none = Broker.of(URI.create("amqp://guest:guest@127.0.0.1:1"));
        try (MllpListener listener = started(
                        MllpListener.builder(none, TOPOLOGY).address(ANY_PORT).confirmLimit(Duration.ofSeconds(1)));
                MllpSender sender = new MllpSender(listener.address())) {
            assertThat(sender.send(MESSAGE)).isEqualTo("AE|77|the broker confirmed nothing within 1 s");
        }
    }

    @Test
    void withoutPartitionsTheAnswerIsAnError() throws Exception {
        try (MllpListener listener = started(listener().confirmLimit(Duration.ofSeconds(2)));
                MllpSender sender = new MllpSender(listener.address())) {
            assertThat(sender.send(MESSAGE)).startsWith("AE|77|");
        }
    }

    @Test
    void messageThatIsTooLongIsRejectedAndItsConnectionClosed() throws Exception {
        try (MllpListener listener = started(listener().maxMessageBytes(100));
                MllpSender sender = new MllpSender(listener.address())) {
            assertThat(sender.send(MESSAGE)).isEqualTo("AR|77|a message must have at most 100 bytes");
            assertThat(sender.answer()).isEmpty();
        }
    }

    @Test
    void connectionsBeyondTheBoundAreClosed() throws Exception {
        try (MllpListener listener = started(listener().maxConnections(1));
                MllpSender first = new MllpSender(listener.address())) {
            assertThat(first.send("hello")).startsWith("AR|");
            try (MllpSender second = new MllpSender(listener.address())) {
                assertThat(second.answer()).isEmpty();
            }
            assertThat(first.send("hello")).startsWith("AR|");
        }
    }

    @Test
    void bytesBetweenFramesAreSkipped() throws Exception {
        try (MllpListener listener = started(listener());
                MllpSender sender = new MllpSender(listener.address())) {
            sender.sendBytes("\r\nnoise".getBytes(StandardCharsets.UTF_8));

            assertThat(sender.send("hello")).startsWith("AR|");
        }
    }

    @Test
    void closingEndsSilentConnections() throws Exception {
        MllpListener listener = started(listener());
        try (MllpSender sender = new MllpSender(listener.address())) {
            assertThat(sender.send("hello")).startsWith("AR|");

            listener.close();
            listener.close();

            assertThat(sender.answer()).isEmpty();
        }
    }

    @Test
    void overTlsASenderNeedsACertificateIfItIsAskedFor(@TempDir Path folder) throws Exception {
        Certificates certificates = Certificates.in(folder);
        Path client = certificates.issue("client");
        SSLContext server = context(folder.resolve("server.p12"), certificates.caPem());
        try (WatchedWard ward = new WatchedWard(broker(), TOPOLOGY);
                MllpListener listener = started(listener().tls(server, true));
                MllpSender sender =
                        new MllpSender(context(client, certificates.caPem()).getSocketFactory(), listener.address());
                MllpSender stranger =
                        new MllpSender(context(null, certificates.caPem()).getSocketFactory(), listener.address())) {
            assertThat(sender.send(MESSAGE)).isEqualTo("AA|77|");
            assertThat(answerOrNothing(stranger)).isEmpty();
            ward.awaitReadings(1);
        }
    }

    private static String answerOrNothing(MllpSender stranger) {
        try {
            return stranger.send(MESSAGE);
        } catch (IOException e) {
            return "";
        }
    }

    private static SSLContext context(Path keys, Path authority) throws Exception {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (keys != null) {
            keyManagers.init(store(keys), Certificates.PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, Certificates.PASSWORD.toCharArray());
        }
        return store;
    }
}
