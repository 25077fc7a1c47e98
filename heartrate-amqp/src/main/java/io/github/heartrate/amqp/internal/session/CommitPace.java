package io.github.heartrate.amqp.internal.session;

/** After how many deliveries a commit is due. */
public enum CommitPace {
    /** Sessions get along. */
    FULL,
    /**
     * Sessions ended one after another without a commit: begin with single messages, so that what came before the one
     * that ends them is committed and that one is the first of the next session.
     */
    CAREFUL;

    public static final int FULL_DELIVERIES = 500;

    private static final int[] CAREFUL_DELIVERIES = {1, 1, 1, 1, 8, 8, 8, 8, 64, 64, 64, 64};

    int deliveriesBefore(int commits) {
        return this == FULL || commits >= CAREFUL_DELIVERIES.length ? FULL_DELIVERIES : CAREFUL_DELIVERIES[commits];
    }
}
