package io.github.heartrate;

/** What is wrong. */
public enum Condition {
    /** The heart rate is below the low limit. */
    BRADYCARDIA(AlarmKind.PHYSIOLOGICAL),
    /** The heart rate is above the high limit. */
    TACHYCARDIA(AlarmKind.PHYSIOLOGICAL),
    /** No reading has come for too long. */
    SIGNAL_LOSS(AlarmKind.TECHNICAL);

    private final AlarmKind kind;

    Condition(AlarmKind kind) {
        this.kind = kind;
    }

    /**
     * Whether it is about the patient or about the equipment.
     *
     * @return the kind
     */
    public AlarmKind kind() {
        return kind;
    }
}
