package io.github.heartrate.toolkit.analysis;

import java.time.Duration;

/** What is counted for one policy over all patients, while the readings pass. No figure depends on the patients' order. */
final class PolicyTotals {

    final Percentiles durations = new Percentiles();
    final Percentiles addedTimes = new Percentiles();
    long alarms;
    long floods;
    long reAlarms;
    long signalLosses;
    long episodesMissed;
    private Duration alarmTime = Duration.ZERO;

    /** An alarm is over that was active in so much of the monitored time. */
    void addAlarmTime(long nanos) {
        alarmTime = alarmTime.plusNanos(nanos);
    }

    /** The monitored time with an alarm active. */
    Duration alarmTime() {
        return alarmTime;
    }

    /** Adds what was counted of other patients. */
    void add(PolicyTotals other) {
        durations.add(other.durations);
        addedTimes.add(other.addedTimes);
        alarms += other.alarms;
        floods += other.floods;
        reAlarms += other.reAlarms;
        signalLosses += other.signalLosses;
        episodesMissed += other.episodesMissed;
        alarmTime = alarmTime.plus(other.alarmTime);
    }
}
