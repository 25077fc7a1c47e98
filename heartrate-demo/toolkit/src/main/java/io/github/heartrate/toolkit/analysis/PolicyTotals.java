package io.github.heartrate.toolkit.analysis;

/** What is counted for one policy over all patients, while the readings pass. */
final class PolicyTotals {

    final Percentiles durations = new Percentiles();
    final Percentiles addedTimes = new Percentiles();
    long alarms;
    double alarmNanos;
    long floods;
    long reAlarms;
    long signalLosses;
    long episodesMissed;
}
