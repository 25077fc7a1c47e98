package io.github.heartrate.toolkit.ward;

import io.github.heartrate.Condition;
import io.github.heartrate.Priority;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page is told: the whole ward, or what has changed since a version. Times are milliseconds since 1970 by the
 * ward's clock, rates in beats per minute. The components' names are those of the JSON that the page reads.
 *
 * @param version to ask for what changes after it
 * @param full whether the page is to forget what it knew
 * @param now the ward's clock when the frame was made; after the end the time of the last reading
 * @param title above the page
 * @param zone of the times shown
 * @param offsetSeconds what it is ahead of UTC now, for a browser that does not know the zone
 * @param demo whether the readings are generated
 * @param feed where the readings come from
 * @param ended whether no more readings will come
 * @param windowSeconds how much of the past a strip chart shows
 * @param counts of the whole ward
 * @param tiles in the order of beds
 * @param undrawn the patients without a tile, null if nothing changed about them
 * @param past episodes that are over, oldest first
 */
record WardFrame(
        long version,
        boolean full,
        long now,
        String title,
        String zone,
        int offsetSeconds,
        boolean demo,
        Feed feed,
        boolean ended,
        long windowSeconds,
        Counts counts,
        List<TileView> tiles,
        @Nullable UndrawnView undrawn,
        List<PastView> past) {

    /**
     * Totals since the ward was opened.
     *
     * @param patients with a tile and without
     * @param readings accepted
     * @param ignored late, repeated or implausible readings
     * @param episodes raised, by condition
     */
    record Counts(int patients, long readings, long ignored, Map<Condition, Long> episodes) {}

    /**
     * One patient.
     *
     * @param bpm the latest rate, null before the first
     * @param at when it was measured
     * @param staleAfter the age in milliseconds from which it is no longer shown as current
     * @param gap the silence in milliseconds that breaks the chart's line
     * @param run the run building up, null if none
     * @param pause the latest pause of the alerts, null if there never was one
     * @param alarms active and latched
     * @param points the chart's points since the version: time in seconds and rate
     */
    record TileView(
            int bed,
            String patient,
            @Nullable Double bpm,
            @Nullable Long at,
            double low,
            double high,
            @Nullable Double extremeLow,
            @Nullable Double extremeHigh,
            long staleAfter,
            long gap,
            @Nullable RunView run,
            @Nullable PauseView pause,
            List<AlarmView> alarms,
            List<double[]> points) {}

    /**
     * Consecutive readings that violate a limit, not yet enough to raise or escalate an alarm.
     *
     * @param violates such as {@code below 50}
     */
    record RunView(int count, int needed, String violates) {}

    /**
     * A pause of a patient's alerts below HIGH: under way until its end has come.
     *
     * @param until when it ends by itself
     * @param ended when it ended, null if nothing has told that yet
     * @param broken whether a HIGH alarm ended it
     */
    record PauseView(long until, @Nullable Long ended, boolean broken) {}

    /**
     * An alarm that is active, or latched: over, but nobody had seen it.
     *
     * @param event the id of the latest notice, which an acknowledgement names
     * @param text such as {@code ** HR 44 < 50}
     * @param spoken the same for a screen reader
     * @param breached LOW, HIGH or null
     * @param cleared when a latched one was over, null if it is active or that is not known
     * @param acknowledgedAt null if not acknowledged, or before the ward was opened
     * @param lost what is known of a lost signal, null if it is about something else
     */
    record AlarmView(
            String episode,
            String event,
            Condition condition,
            Priority priority,
            boolean latched,
            String text,
            String spoken,
            @Nullable String breached,
            long raised,
            @Nullable Long cleared,
            int reminders,
            @Nullable String acknowledgedBy,
            @Nullable Long acknowledgedAt,
            @Nullable LostView lost) {}

    /**
     * What is known of a lost signal.
     *
     * @param bpm the last rate, null before the first
     * @param at when it was measured
     * @param run the run under way when the signal was lost, such as {@code 2 below 50}, null if there was none
     * @param late how many readings came since that are dated before the last one
     * @param newestLate the latest date among those, null if there are none
     */
    record LostView(
            @Nullable Double bpm,
            @Nullable Long at,
            @Nullable String run,
            long late,
            @Nullable Long newestLate) {}

    /**
     * The patients for whom no tile is left.
     *
     * @param beds how many they are
     * @param exact false if there may be more
     * @param alarmCount their active alarms
     * @param latchedCount their latched alarms
     * @param unlisted alarms that came when there was no room for more of them, since the ward was opened
     * @param alarms the most urgent ones
     */
    record UndrawnView(
            int beds, boolean exact, int alarmCount, int latchedCount, long unlisted, List<UndrawnAlarm> alarms) {}

    /** An alarm of a patient without a tile, and the latest pause of the patient's alerts. */
    record UndrawnAlarm(String patient, @Nullable PauseView pause, AlarmView alarm) {}

    /**
     * An episode that is over, and no longer latched.
     *
     * @param bed null for a patient without a tile
     */
    record PastView(
            @Nullable Integer bed,
            String patient,
            Condition condition,
            Priority priority,
            long raised,
            long cleared,
            @Nullable Double peak,
            String reason,
            @Nullable String acknowledgedBy) {}
}
