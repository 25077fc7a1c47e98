package io.github.heartrate.toolkit.ward;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.toolkit.ward.Ward.Settings;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.PastView;
import io.github.heartrate.toolkit.ward.WardFrame.TileView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A ward fed by a real monitor, with a clock that the test moves. Readings are written {@code "72 104x3"}, one a second. */
final class TestWard {

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private final HeartRateMonitor monitor;
    private final AlarmPolicy policy;
    private final Ward ward;
    private final Map<String, Reading> last = new HashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private volatile Instant now = START;
    private long slowestFeedNanos;

    TestWard(AlarmPolicy policy) {
        this(policy, Feed.LIVE, ZoneOffset.UTC);
    }

    TestWard(AlarmPolicy policy, Feed feed, ZoneId zone) {
        this.policy = policy;
        this.monitor = HeartRateMonitor.builder().policy(policy).build();
        this.ward = new Ward(new Settings("Ward", true, feed, zone, policy), () -> now);
    }

    Ward ward() {
        return ward;
    }

    Instant now() {
        return now;
    }

    List<Alert> alerts() {
        return alerts;
    }

    /** The tile of a patient as a page that knows nothing gets it. */
    TileView tile(String patientId) {
        return ward.since(Ward.NOTHING).tiles().stream()
                .filter(tile -> tile.patient().equals(patientId))
                .findFirst()
                .orElseThrow();
    }

    /** The first alarm on the tile of a patient. */
    AlarmView alarm(String patientId) {
        return tile(patientId).alarms().get(0);
    }

    List<PastView> past() {
        return ward.since(Ward.NOTHING).past();
    }

    /** Straight to the monitor. */
    BedsideControls controls() {
        return new BedsideControls() {
            @Override
            public Outcome acknowledge(Alert seen, String by, Instant at) {
                return monitor.acknowledge(seen, by, at);
            }

            @Override
            public Outcome pause(String patientId, Instant until, Instant at) {
                return TestWard.this.pause(new Input.Pause(patientId, until, at));
            }
        };
    }

    private synchronized Outcome pause(Input.Pause pause) {
        Outcome outcome = monitor.apply(pause);
        outcome.alerts().forEach(ward::observe);
        if (outcome.verdict() == Verdict.ACCEPTED) {
            ward.observe(pause);
        }
        return outcome;
    }

    /** Pauses a patient's alerts from now on; 0 seconds end a pause. */
    void pause(String patientId, int seconds) {
        pause(new Input.Pause(patientId, now.plusSeconds(seconds), now));
    }

    void admit(String patientId) {
        monitor.admit(patientId, now);
        ward.admit(patientId, policy);
    }

    synchronized void feed(String patientId, String rates) {
        for (String rate : rates.split(" ", -1)) {
            String[] parts = rate.split("x", -1);
            for (int i = 0; i < (parts.length == 1 ? 1 : Integer.parseInt(parts[1])); i++) {
                now = now.plusSeconds(1);
                accept(new Reading(patientId, now, Double.parseDouble(parts[0])));
            }
        }
    }

    synchronized void accept(Reading reading) {
        long before = System.nanoTime();
        last.put(reading.patientId(), reading);
        if (reading.timestamp().isAfter(now)) {
            now = reading.timestamp();
        }
        Outcome outcome = monitor.accept(reading);
        alerts.addAll(outcome.alerts());
        ward.observe(reading, outcome, monitor.status(reading.patientId()).orElseThrow());
        slowestFeedNanos = Math.max(slowestFeedNanos, System.nanoTime() - before);
    }

    Duration slowestFeed() {
        return Duration.ofNanos(slowestFeedNanos);
    }

    boolean isAcknowledged(String patientId) {
        return monitor.status(patientId).orElseThrow().activeAlarms().stream()
                .allMatch(PatientStatus.ActiveAlarm::acknowledged);
    }

    /** Twelve patients' last minutes; if busy, four end in an alarm, one acknowledged, and one in a run. */
    void recordDemo(int seconds, boolean busy) {
        recordDemo(seconds, busy, 12);
    }

    void recordDemo(int seconds, boolean busy, int beds) {
        Random random = new Random(7);
        for (int second = -seconds; second <= 0; second++) {
            Instant time = now.plusSeconds(1);
            for (int bed = 1; bed <= beds; bed++) {
                double wave = 4 * Math.sin(second / 19.0 + bed) + 2 * Math.sin(second / 5.0 + 2 * bed);
                double bpm = Math.round(62 + bed * 7 % 25 + wave + random.nextGaussian());
                boolean silent = busy && ((bed == 5 && second > -33) || (bed == 9 && second > -190 && second < -150));
                if (!silent) {
                    accept(new Reading(String.format("DEMO-%02d", bed), time, busy ? scripted(bed, second, bpm) : bpm));
                }
            }
            now = time;
            pass(0);
            if (busy && second == -40 && beds >= 7) {
                acknowledge("DEMO-07", "Nurse 2");
            }
        }
    }

    private static double scripted(int bed, int second, double bpm) {
        if (bed == 2 && second > -58) {
            return Math.min(bpm + 4 * (second + 58), 137 + bpm % 3);
        }
        if (bed == 4 && second > -26) {
            return Math.max(bpm - 6 * (second + 26), 43 + bpm % 3);
        }
        if ((bed == 7 && second > -95) || (bed == 11 && second > -240 && second < -200)) {
            return 112 + bpm % 7;
        }
        return bed == 6 && second > -2 ? 104 : bpm;
    }

    void repeatLast(String patientId) {
        accept(last.get(patientId));
    }

    /** Time that passes unnoticed by the monitor, as where the readings' own times are the only ones. */
    synchronized void skip(int seconds) {
        now = now.plusSeconds(seconds);
    }

    synchronized void pass(int seconds) {
        now = now.plusSeconds(seconds);
        Outcome outcome = monitor.tick(now);
        alerts.addAll(outcome.alerts());
        outcome.alerts().forEach(ward::observe);
    }

    void acknowledge(String patientId, String by) {
        acknowledge(monitor.status(patientId).orElseThrow().activeAlarms().get(0), by);
    }

    void acknowledgeLatched(String patientId, String by) {
        acknowledge(monitor.status(patientId).orElseThrow().latchedAlarms().get(0), by);
    }

    private void acknowledge(PatientStatus.ActiveAlarm alarm, String by) {
        monitor.acknowledge(alarm.alert(), by, now).alerts().forEach(ward::observe);
    }

    /** The id of the event that an acknowledgement of the patient's first alarm is to name. */
    String toAcknowledge(String patientId) {
        return monitor.status(patientId)
                .orElseThrow()
                .activeAlarms()
                .get(0)
                .alert()
                .id();
    }
}
