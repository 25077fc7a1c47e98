package io.github.heartrate;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the patients that a thread made side by side in memory, also after a garbage collection. Else a collection puts them
 * into the order of the map, and threads that feed patients of their own meet in cache lines, and in those beside them.
 *
 * <p>G1 and the parallel collector copy what an object refers to soon after the object itself. So each patient refers to a
 * group of patients that one thread made one after another. The group serves no other purpose. Safe for use by several threads.
 */
final class Neighbours {

    /** Of a patient that was never added. */
    static final @Nullable Patient[] NONE = {};

    private static final int SMALLEST_GROUP = 4;
    private static final int LARGEST_GROUP = 128;

    /** Each thread's last group. A group lives as long as one of its patients, or it would keep what a monitor has known. */
    @SuppressWarnings("ThreadLocalUsage") // of each monitor: one for all would put patients of several into a group
    private final ThreadLocal<WeakReference<@Nullable Patient[]>> lastGroups = new ThreadLocal<>();

    /** Puts a new patient into a group of the thread, before any other thread knows it. */
    void add(Patient patient) {
        WeakReference<@Nullable Patient[]> reference = lastGroups.get();
        @Nullable Patient[] last = reference == null ? null : reference.get();
        if (last == null || !replaceFirst(null, patient, last)) {
            int size = last == null ? SMALLEST_GROUP : Math.min(2 * last.length, LARGEST_GROUP);
            last = new Patient[size];
            last[0] = patient;
            lastGroups.set(new WeakReference<>(last));
        }
        patient.neighbours = last;
    }

    /** Takes a patient that is not known any more out of its group, so that the others do not keep it. */
    static void remove(Patient patient) {
        replaceFirst(patient, null, patient.neighbours);
    }

    @SuppressWarnings("ReferenceEquality") // a patient is itself alone
    private static boolean replaceFirst(@Nullable Patient old, @Nullable Patient next, @Nullable Patient[] group) {
        for (int i = 0; i < group.length; i++) {
            if (group[i] == old) {
                group[i] = next;
                return true;
            }
        }
        return false;
    }
}
