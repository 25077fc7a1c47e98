package io.github.heartrate.amqp.codec.hl7;

import io.github.heartrate.AlarmKind;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.AlertEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Alerts as HL7 v2.6, an ORU^R40 as IHE's transaction PCD-04 sends it. It is only written.
 *
 * <table>
 * <caption>What stands where</caption>
 * <tr><td>MSH-10</td><td>the alert's id: drop a message whose MSH-10 you know</td></tr>
 * <tr><td>PID-3</td><td>the patient, as {@link Hl7Codec} reads it</td></tr>
 * <tr><td>OBR-3</td><td>the id of the episode, the same in all its messages</td></tr>
 * <tr><td>OBR-7, OBR-8</td><td>when the alarm was raised, and when it was cleared</td></tr>
 * <tr><td>OBX 1</td><td>what: 196648 MDC_EVT_HI, 196670 MDC_EVT_LO, or for a lost signal 196616 MDC_EVT_ALARM; the condition's
 *     name; side, priority and kind; the time of this event</td></tr>
 * <tr><td>OBX 2</td><td>the latest rate with the normal range, at its own time; for a lost signal, whose signal it is</td></tr>
 * <tr><td>OBX 3, phase</td><td>{@code start} for RAISED, {@code end} for CLEARED, {@code continue} for all others</td></tr>
 * <tr><td>OBX 4, state</td><td>{@code active}; after the end {@code inactive}, or {@code latched}</td></tr>
 * <tr><td>OBX 5</td><td>{@code alert-acknowledged}, {@code alarm-paused} or {@code enabled}</td></tr>
 * <tr><td>OBX 6</td><td>the priority: PL, PM or PH</td></tr>
 * <tr><td>OBX 7</td><td>SP for physiological, ST for technical</td></tr>
 * </table>
 *
 * <p>The codes are those of ISO/IEEE 11073-10101. It has no state and is safe for use by several threads.
 */
public final class Hl7AlertEncoder implements AlertEncoder {

    /** What {@code content_type} says of such an alert. */
    public static final String CONTENT_TYPE = Hl7Codec.CONTENT_TYPE;

    private static final String PROFILE = "IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO";
    private static final String HEART_RATE = "147842^MDC_ECG_HEART_RATE^MDC";
    private static final String PER_MINUTE = "264864^MDC_DIM_BEAT_PER_MIN^MDC";

    /** It has no state. */
    public Hl7AlertEncoder() {}

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    /**
     * Writes an alert. Times are cut to the millisecond.
     *
     * @param alert what to send
     * @return the message, each segment ended by CR
     * @throws IllegalArgumentException if a time is not in the years 0000 to 9999
     */
    @Override
    public byte[] encode(Alert alert) {
        String time = time(alert.time());
        boolean isOver = alert.phase() == Phase.CLEARED;
        String priority = switch (alert.priority()) {
            case LOW -> "PL";
            case MEDIUM -> "PM";
            case HIGH -> "PH";
        };
        String kind = alert.kind() == AlarmKind.PHYSIOLOGICAL ? "SP" : "ST";
        String side = switch (alert.condition()) {
            case TACHYCARDIA -> "H~";
            case BRADYCARDIA -> "L~";
            case SIGNAL_LOSS -> "";
        };
        return new Hl7Writer("ORU^R40^ORU_R40", "AL|NE", PROFILE, Hl7Writer.escape(alert.id()), millis(alert.time()))
                .segment("PID|||" + patient(alert.patientId()))
                .segment("OBR|1||" + Hl7Writer.escape(alert.episodeId()) + "^heartrate|196616^MDC_EVT_ALARM^MDC|||"
                        + time(alert.raisedAt()) + (isOver ? "|" + time : ""))
                .segment("OBX|1|ST|" + event(alert.condition()) + "|1.0.0.147842.1|" + alert.condition() + "|||" + side
                        + priority + "~" + kind + "|||F|||" + time)
                .segment(source(alert))
                .segment(facet(3, "68481^MDC_ATTR_EVENT_PHASE^MDC", phase(alert.phase())))
                .segment(facet(4, "68482^MDC_ATTR_ALARM_STATE^MDC", state(alert)))
                .segment(facet(5, "68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC", inactivation(alert)))
                .segment(facet(6, "68484^MDC_ATTR_ALARM_PRIORITY^MDC", priority))
                .segment(facet(7, "68485^MDC_ATTR_ALERT_TYPE^MDC", kind))
                .toBytes();
    }

    /** An alarm is told whatever the id is like: one that only looks like a number with an authority is a number. */
    private static String patient(String id) {
        return Hl7Writer.isReadBack(id) ? Hl7Writer.identifier(id, Optional.empty()) : Hl7Writer.escape(id) + "^^^^MR";
    }

    private static String event(Condition condition) {
        return switch (condition) {
            case TACHYCARDIA -> "196648^MDC_EVT_HI^MDC";
            case BRADYCARDIA -> "196670^MDC_EVT_LO^MDC";
            case SIGNAL_LOSS -> "196616^MDC_EVT_ALARM^MDC";
        };
    }

    private static String phase(Phase phase) {
        return switch (phase) {
            case RAISED -> "start";
            case ESCALATED, DEESCALATED, REMINDER, ACKNOWLEDGED -> "continue";
            case CLEARED -> "end";
        };
    }

    private static String state(Alert alert) {
        if (alert.latched()) {
            return "latched";
        }
        return alert.phase() == Phase.CLEARED ? "inactive" : "active";
    }

    private static String inactivation(Alert alert) {
        if (alert.phase() == Phase.ACKNOWLEDGED) {
            return "alert-acknowledged";
        }
        return alert.paused() ? "alarm-paused" : "enabled";
    }

    private static String source(Alert alert) {
        Optional<Reading> last = alert.lastReading();
        return alert.violation()
                .map(violation -> "OBX|2|NM|" + HEART_RATE + "|1.0.0.147842.2|"
                        + Hl7Writer.number(last.map(Reading::bpm).orElse(violation.peakBpm()))
                        + "|" + PER_MINUTE + "|" + (alert.condition() == Condition.TACHYCARDIA ? "<=" : ">=")
                        + Hl7Writer.number(violation.limitBpm()) + "||||F|||"
                        + time(last.map(Reading::timestamp).orElse(alert.time())))
                .orElse("OBX|2|CWE|68480^MDC_ATTR_ALERT_SOURCE^MDC|1.0.0.147842.2|" + HEART_RATE + "||||||F");
    }

    private static String facet(int number, String code, String value) {
        return "OBX|" + number + "|ST|" + code + "|1.0.0.147842." + number + "|" + value + "||||||F";
    }

    private static String time(Instant time) {
        return Hl7Writer.time(millis(time));
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
