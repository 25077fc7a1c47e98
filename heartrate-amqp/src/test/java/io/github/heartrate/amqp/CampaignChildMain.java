package io.github.heartrate.amqp;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.ReadingCodec;
import io.github.heartrate.amqp.internal.session.SessionEffects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs in a child JVM: an instance, told by environment variables where it is to halt, as at a power cut. */
final class CampaignChildMain {

    static final String URI = "CHILD_URI";
    static final String PARTITIONS = "CHILD_PARTITIONS";

    /** A step of the protocol, {@code before} or {@code after} it, and how many times it goes well: "saveCurrent:after:2". */
    static final String HALT_AT = "CHILD_HALT_AT";

    /** A rate that halts the JVM when it is decoded. */
    static final String HALT_BPM = "CHILD_HALT_BPM";

    /** Seconds after which a silent patient has lost the signal. */
    static final String STALE_SECONDS = "CHILD_STALE_SECONDS";

    /** How long the listener takes for each alert. */
    static final String LISTENER_MICROS = "CHILD_LISTENER_MICROS";

    /** If it is set, everything that anybody logs is printed. */
    static final String LOG = "CHILD_LOG";

    static final String RUNNING = "child runs";

    private static final long HEALTH_SECONDS = 5;

    private CampaignChildMain() {}

    public static void main(String[] args) throws InterruptedException {
        if (System.getenv(LOG) != null) {
            printLog();
        }
        HeartRateAmqp.Builder builder = HeartRateAmqp.builder()
                .uri(System.getenv(URI))
                .partitions(Integer.parseInt(System.getenv(PARTITIONS)))
                .instanceName("child-" + ProcessHandle.current().pid());
        String haltBpm = System.getenv(HALT_BPM);
        if (haltBpm != null) {
            builder.codec(new HaltingCodec(Double.parseDouble(haltBpm)));
        }
        String staleSeconds = System.getenv(STALE_SECONDS);
        if (staleSeconds != null) {
            builder.policy(stalePolicy(Long.parseLong(staleSeconds)));
        }
        String listenerMicros = System.getenv(LISTENER_MICROS);
        if (listenerMicros != null) {
            long nanos = TimeUnit.MICROSECONDS.toNanos(Long.parseLong(listenerMicros));
            builder.listener(alert -> LockSupport.parkNanos(nanos));
        }
        String haltAt = System.getenv(HALT_AT);
        if (haltAt != null) {
            builder.effectsHook(halting(haltAt.split(":")));
        }
        HeartRateAmqp instance = builder.build();
        Runtime.getRuntime().addShutdownHook(new Thread(instance::close));
        instance.start();
        System.out.println(RUNNING);
        while (!new CountDownLatch(1).await(HEALTH_SECONDS, TimeUnit.SECONDS)) {
            System.out.println(instance.health().partitions()); // to find out why a test failed
        }
    }

    private static void printLog() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        BasicConfigurator configurator = new BasicConfigurator();
        configurator.setContext(context);
        configurator.configure(context);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
    }

    static AlarmPolicy stalePolicy(long seconds) {
        return AlarmPolicy.builder().staleAfter(Duration.ofSeconds(seconds)).build();
    }

    private static UnaryOperator<SessionEffects> halting(String[] where) {
        return effects -> StepFaults.around(
                effects,
                where[0],
                where[1].equals("before"),
                Integer.parseInt(where[2]),
                () -> Runtime.getRuntime().halt(1));
    }

    /** JSON, but a certain rate ends the JVM. */
    private static final class HaltingCodec implements ReadingCodec {

        private final JsonReadingCodec json = new JsonReadingCodec();
        private final byte[] poison;

        HaltingCodec(double bpm) {
            poison = ("\"bpm\":" + bpm).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String contentType() {
            return json.contentType();
        }

        @Override
        public byte[] encode(Reading reading) {
            return json.encode(reading);
        }

        @Override
        public Reading decode(byte[] body, String queue) {
            if (new String(body, StandardCharsets.UTF_8).contains(new String(poison, StandardCharsets.UTF_8))) {
                Runtime.getRuntime().halt(1);
            }
            return json.decode(body, queue);
        }
    }
}
