package io.github.heartrate.toolkit.report;

/**
 * How much of each patient a report keeps and shows. The more patients there are the less, so that a page stays one that
 * a browser can show, and memory depends on the number of patients alone. Chosen here.
 *
 * @param buckets stretches of time of a curve, and bands behind it
 * @param episodes that are listed
 */
record Detail(int buckets, int episodes) {

    private static final int MAX_BUCKETS = 1_200;
    private static final int MAX_BUCKETS_IN_ALL = 48_000;
    private static final int MIN_BUCKETS = 120;
    private static final int MAX_EPISODES = 1_000;
    private static final int MAX_EPISODES_IN_ALL = 30_000;
    private static final int MIN_EPISODES = 10;

    static Detail of(int patients) {
        return new Detail(
                share(patients, MIN_BUCKETS, MAX_BUCKETS, MAX_BUCKETS_IN_ALL),
                share(patients, MIN_EPISODES, MAX_EPISODES, MAX_EPISODES_IN_ALL));
    }

    private static int share(int patients, int min, int max, int inAll) {
        return Math.max(min, Math.min(max, inAll / Math.max(1, patients)));
    }
}
