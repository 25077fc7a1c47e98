package io.github.heartrate.demo.replay;

import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.toolkit.display.NaturalOrder;
import io.github.heartrate.toolkit.telemetry.TelemetryClock;
import io.github.heartrate.toolkit.ward.BedsideControls;
import io.github.heartrate.toolkit.ward.Feed;
import io.github.heartrate.toolkit.ward.Ward;
import io.github.heartrate.toolkit.ward.WardServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ward page of one run: shows what was judged, and takes acknowledgements and pauses to the instance that judges,
 * through the queue of the patient's readings. What came of one is told by the observer if it was judged here. Otherwise the
 * alert that follows an acknowledgement tells it; of a pause that is judged elsewhere only the patient's next alert tells.
 */
public final class WardSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WardSession.class);
    private static final int ANSWER_SECONDS = 5;
    private static final int EARLIER_ALARMS_SECONDS = 1;

    private final Policies policies;
    private final TelemetryClock clock;
    private final Ward ward;
    private final WardServer server;
    private final ScheduledExecutorService earlierAlarms = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ward-earlier-alarms");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable HeartRateAmqp heartRate;

    private WardSession(Policies policies, TelemetryClock clock, Ward ward, InetSocketAddress address)
            throws IOException {
        this.policies = policies;
        this.clock = clock;
        this.ward = ward;
        this.server = WardServer.start(ward, new ThroughTheQueue(), address);
    }

    /**
     * Starts the page and says where it is.
     *
     * @param patients given beds in the order of their names; others follow as they come
     * @param demo whether the readings are generated
     * @param zone of the times on the page
     */
    public static WardSession open(
            InetSocketAddress address,
            Policies policies,
            Collection<String> patients,
            boolean demo,
            Feed feed,
            ZoneId zone,
            PrintWriter out) {
        TelemetryClock clock = new TelemetryClock(InstantSource.system(), feed.clockRate());
        Ward ward = new Ward(new Ward.Settings("Ward", demo, feed, zone, policies.common()), clock);
        patients.stream().distinct().sorted(NaturalOrder.INSTANCE).forEach(id -> ward.admit(id, policies.of(id)));
        WardSession session;
        try {
            session = new WardSession(policies, clock, ward, address);
        } catch (IOException e) {
            throw new UserErrorException(
                    "the ward page can't listen on " + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + ": " + e.getMessage() + "; choose another port with --web PORT",
                    e);
        }
        out.println("ward page: " + session.server.url());
        if (!session.server.address().getAddress().isLoopbackAddress()) {
            out.println("warning: everybody who reaches that address can read, acknowledge and pause");
        }
        out.flush();
        return session;
    }

    /**
     * Says who takes acknowledgements and pauses. Its state on the broker may have alarms that were raised before this program was
     * started, and come with a partition at any time: no alert tells of them, so they are looked for.
     */
    void follow(HeartRateAmqp instance) {
        heartRate = instance;
        ScheduledFuture<?> unused = earlierAlarms.scheduleWithFixedDelay(
                () -> takeOverAlarms(instance), EARLIER_ALARMS_SECONDS, EARLIER_ALARMS_SECONDS, TimeUnit.SECONDS);
    }

    private void takeOverAlarms(HeartRateAmqp instance) {
        try {
            instance.activeAlarms().forEach(ward::takeOver);
        } catch (RuntimeException e) {
            LOG.warn("alarms that were raised earlier may be missing on the ward page", e);
        }
    }

    void judged(Reading reading, Outcome outcome, PatientStatus status) {
        clock.observe(reading);
        ward.observe(reading, outcome, status);
    }

    /** Its alerts are taken in at once: those of the next input must not come before them. */
    void judged(Input input, Outcome outcome) {
        outcome.alerts().forEach(ward::observe);
        if (input instanceof Input.Pause pause && outcome.verdict() == Verdict.ACCEPTED) {
            ward.observe(pause);
        } else if (input instanceof Input.ChangePolicy change) {
            ward.admit(change.patientId(), change.policy());
        } else if (input instanceof Input.Admit admitted) {
            ward.admit(admitted.patientId(), policies.of(admitted.patientId()));
        } else if (input instanceof Input.Discharge discharge && outcome.verdict() == Verdict.ACCEPTED) {
            ward.discharge(discharge.patientId());
        }
    }

    void received(Alert alert) {
        ward.observe(alert);
        HeartRateAmqp instance = heartRate;
        if (instance != null) {
            instance.heard(alert);
        }
    }

    /** Takes what is done on the page to the queue, and waits for what comes of it. */
    private final class ThroughTheQueue implements BedsideControls {

        @Override
        public Outcome acknowledge(Alert seen, String by, Instant at) throws IOException {
            return ask(Input.Acknowledge.of(seen, by, at));
        }

        @Override
        public Outcome pause(String patientId, Instant until, Instant at) throws IOException {
            return ask(new Input.Pause(patientId, until, at));
        }
    }

    private Outcome ask(Input.OfPatient input) throws IOException {
        HeartRateAmqp instance = heartRate;
        if (instance == null) {
            throw new IOException("no monitor yet");
        }
        try {
            return instance.tell(input).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException
                | TimeoutException
                | AmqpException
                | IllegalStateException
                | IllegalArgumentException e) {
            throw new IOException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Leaves the page up, marked as ended, until the thread is interrupted or the JVM ends. */
    void stayUntilInterrupted(PrintWriter out) {
        ward.end();
        out.println("the readings have ended; the ward page stays until Ctrl-C");
        out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        earlierAlarms.shutdownNow();
        server.close();
    }
}
