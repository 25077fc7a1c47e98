package io.github.heartrate.toolkit.ward;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Condition;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.display.Figures;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.LostView;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words an alarm as bedside monitors do: stars for the priority, the most extreme rate, the limit it violates. */
final class AlarmText {

    /** Stands for the name of the person who acknowledged before the ward was opened. */
    private static final String ACKNOWLEDGED_UNSEEN = "acknowledged earlier";

    private AlarmText() {}

    /**
     * An alarm as a page shows it.
     *
     * @param priority how urgent it is now
     * @param lost what is known of a lost signal, if it is about one
     */
    static AlarmView view(EpisodeView episode, Priority priority, @Nullable LostView lost) {
        boolean latched = episode.isLatched();
        return new AlarmView(
                episode.episodeId(),
                episode.notice().id(),
                episode.condition(),
                priority,
                latched,
                (latched ? "LATCHED " : "") + stars(priority) + " " + text(episode),
                (latched ? "latched " : "") + spoken(episode),
                latched ? null : breached(episode.condition()),
                Figures.millis(episode.raisedAt()),
                episode.cleared().map(alert -> Figures.millis(alert.time())).orElse(null),
                episode.reminders(),
                episode.acknowledgement()
                        .map(alert -> alert.acknowledgedBy().orElse(ACKNOWLEDGED_UNSEEN))
                        .orElse(null),
                episode.acknowledgement()
                        .filter(alert -> alert.acknowledgedBy().isPresent())
                        .map(alert -> Figures.millis(alert.time()))
                        .orElse(null),
                lost);
    }

    /**
     * What is known of a lost signal.
     *
     * @param last the last reading
     * @param limits the patient's, if they are known
     * @param active the patient's active conditions: a run towards one of them would have escalated it
     */
    static LostView lost(
            Optional<Reading> last, LostSignal signal, Optional<AlarmLimits> limits, Set<Condition> active) {
        return new LostView(
                last.map(Reading::bpm).orElse(null),
                last.map(reading -> Figures.millis(reading.timestamp())).orElse(null),
                signal.runTowards()
                        .map(towards -> signal.runLength() + " "
                                + limits.map(known -> violation(towards, known, active.contains(towards)))
                                        .orElse(beyondALimit(towards)))
                        .orElse(null),
                signal.lateReadings(),
                signal.newestLate()
                        .map(reading -> Figures.millis(reading.timestamp()))
                        .orElse(null));
    }

    static String stars(Priority priority) {
        return switch (priority) {
            case HIGH -> "***";
            case MEDIUM -> "**";
            case LOW -> "*";
        };
    }

    private static String text(EpisodeView episode) {
        return switch (episode.condition()) {
            case BRADYCARDIA -> "HR " + peak(episode) + " < " + limit(episode);
            case TACHYCARDIA -> "HR " + peak(episode) + " > " + limit(episode);
            case SIGNAL_LOSS -> "NO SIGNAL";
        };
    }

    private static String spoken(EpisodeView episode) {
        return switch (episode.condition()) {
            case BRADYCARDIA -> "heart rate " + peak(episode) + " below " + limit(episode);
            case TACHYCARDIA -> "heart rate " + peak(episode) + " above " + limit(episode);
            case SIGNAL_LOSS -> "no signal";
        };
    }

    /** What a run does, such as {@code above 130}. */
    static String violation(Condition condition, AlarmLimits limits, boolean extreme) {
        return switch (condition) {
            case BRADYCARDIA -> "below " + Figures.bpm(extreme ? limits.extremeLowBpm() : limits.lowBpm());
            case TACHYCARDIA -> "above " + Figures.bpm(extreme ? limits.extremeHighBpm() : limits.highBpm());
            case SIGNAL_LOSS -> "without a signal";
        };
    }

    private static String beyondALimit(Condition condition) {
        return switch (condition) {
            case BRADYCARDIA -> "too low";
            case TACHYCARDIA -> "too high";
            case SIGNAL_LOSS -> "without a signal";
        };
    }

    private static @Nullable String breached(Condition condition) {
        return switch (condition) {
            case BRADYCARDIA -> "LOW";
            case TACHYCARDIA -> "HIGH";
            case SIGNAL_LOSS -> null;
        };
    }

    private static String peak(EpisodeView episode) {
        return episode.violation()
                .map(violation -> Figures.bpm(violation.peakBpm()))
                .orElse("");
    }

    private static String limit(EpisodeView episode) {
        return episode.notice()
                .violation()
                .map(violation -> Figures.bpm(violation.limitBpm()))
                .orElse("");
    }
}
