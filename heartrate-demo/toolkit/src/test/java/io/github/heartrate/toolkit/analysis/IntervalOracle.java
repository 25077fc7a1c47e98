package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmKind;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The figures of one policy, from lists of whole alarms: the readings pass once for each policy, and everything is kept. */
final class IntervalOracle {

    /** An alarm; one that is still active has no end. */
    record Alarm(String patient, Condition condition, Instant onset, Instant raised, Optional<Instant> cleared) {

        boolean meets(Alarm reference) {
            Instant end = reference.cleared().orElse(Instant.MAX);
            return patient.equals(reference.patient())
                    && condition == reference.condition()
                    && raised.isBefore(end)
                    && cleared.orElse(Instant.MAX).isAfter(reference.onset());
        }
    }

    private final List<Reading> readings;
    private final Duration cap;

    IntervalOracle(List<Reading> readings, Duration cap) {
        this.readings = readings;
        this.cap = cap;
    }

    private List<Alert> alerts(AlarmPolicy policy) {
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(policy).listener(alerts::add).build();
        readings.forEach(monitor::accept);
        return alerts;
    }

    List<Alarm> alarms(AlarmPolicy policy) {
        List<Alarm> alarms = new ArrayList<>();
        List<Alert> alerts = alerts(policy);
        for (Alert raised : alerts) {
            if (raised.phase() == Phase.RAISED && raised.kind() == AlarmKind.PHYSIOLOGICAL) {
                Optional<Instant> cleared = alerts.stream()
                        .filter(alert -> alert.phase() == Phase.CLEARED
                                && alert.episodeId().equals(raised.episodeId()))
                        .map(Alert::time)
                        .findFirst();
                alarms.add(new Alarm(raised.patientId(), raised.condition(), raised.onset(), raised.time(), cleared));
            }
        }
        return alarms;
    }

    long signalLosses(AlarmPolicy policy) {
        return alerts(policy).stream()
                .filter(alert -> alert.phase() == Phase.RAISED && alert.kind() == AlarmKind.TECHNICAL)
                .count();
    }

    long missed(AlarmPolicy policy, AlarmPolicy reference) {
        List<Alarm> own = alarms(policy);
        return alarms(reference).stream()
                .filter(episode -> own.stream().noneMatch(alarm -> alarm.meets(episode)))
                .count();
    }

    List<Duration> added(AlarmPolicy policy, AlarmPolicy reference) {
        List<Alarm> own = alarms(policy);
        List<Duration> added = new ArrayList<>();
        for (Alarm episode : alarms(reference)) {
            own.stream()
                    .filter(alarm -> alarm.meets(episode))
                    .map(Alarm::raised)
                    .min(Comparator.naturalOrder())
                    .map(raised -> raised.isBefore(episode.onset()) ? episode.onset() : raised)
                    .ifPresent(raised -> added.add(Duration.between(episode.raised(), raised)));
        }
        added.sort(Comparator.naturalOrder());
        return added;
    }

    Duration monitored() {
        return monitoredWithin(null, Instant.MIN, Instant.MAX);
    }

    Duration inAlarm(AlarmPolicy policy) {
        return alarms(policy).stream()
                .map(alarm -> monitoredWithin(
                        alarm.patient(), alarm.raised(), alarm.cleared().orElse(Instant.MAX)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Duration monitoredWithin(String patient, Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            Optional<Reading> before = readings.subList(0, i).stream()
                    .filter(earlier -> earlier.patientId().equals(reading.patientId()))
                    .reduce((first, second) -> second);
            if (before.isPresent() && (patient == null || patient.equals(reading.patientId()))) {
                Duration interval = Duration.between(before.get().timestamp(), reading.timestamp());
                boolean inside = !before.get().timestamp().isBefore(from)
                        && !reading.timestamp().isAfter(to);
                sum = inside && interval.compareTo(cap) <= 0 ? sum.plus(interval) : sum;
            }
        }
        return sum;
    }

    long reAlarms(AlarmPolicy policy) {
        List<Alarm> alarms = alarms(policy);
        return alarms.stream()
                .filter(alarm -> alarms.stream()
                        .anyMatch(earlier -> earlier.patient().equals(alarm.patient())
                                && earlier.condition() == alarm.condition()
                                && earlier.raised().isBefore(alarm.raised())
                                && earlier.cleared().isPresent()
                                && Duration.between(earlier.cleared().get(), alarm.raised())
                                                .compareTo(Duration.ofMinutes(5))
                                        <= 0))
                .count();
    }
}
