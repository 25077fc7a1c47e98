package io.github.heartrate.toolkit.files.internal.tally;

import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import org.jspecify.annotations.Nullable;

/** The patients met so far, found by the characters of their ids, so that a reading makes no new string. */
public final class PatientIds {

    private static final int INITIAL_SLOTS = 256;

    private @Nullable PatientTrack[] slots = new @Nullable PatientTrack[INITIAL_SLOTS];
    private int size;

    /**
     * Why characters are no patient's id; null if they are one. A zero byte is left where a machine lost power, and stands
     * between an id and a source here.
     */
    public static @Nullable String fault(char[] text, int from, int to) {
        boolean isBlank = true;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c == Pass.SOURCE_MARK) {
                return "must not have a zero byte";
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == to || !Character.isSurrogatePair(c, text[i + 1])) {
                    return "must not have half a surrogate pair";
                }
                i++;
            }
            isBlank = isBlank && (c <= ' ' || Character.isWhitespace(c));
        }
        return isBlank ? "must not be blank" : null;
    }

    /** The one patient with these characters. */
    public PatientTrack intern(char[] text, int from, int to) {
        int slot = slot(slots, hash(text, from, to), text, from, to);
        PatientTrack found = slots[slot];
        if (found != null) {
            return found;
        }
        PatientTrack added = new PatientTrack(new String(text, from, to - from));
        slots[slot] = added;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return added;
    }

    /** The one patient with this id. */
    public PatientTrack intern(String id) {
        return intern(id.toCharArray(), 0, id.length());
    }

    private void grow() {
        @Nullable PatientTrack[] larger = new @Nullable PatientTrack[slots.length * 2];
        for (PatientTrack patient : slots) {
            if (patient != null) {
                char[] text = patient.id().toCharArray();
                larger[slot(larger, hash(text, 0, text.length), text, 0, text.length)] = patient;
            }
        }
        slots = larger;
    }

    private static int slot(@Nullable PatientTrack[] slots, int hash, char[] text, int from, int to) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (PatientTrack found = slots[slot];
                found != null && !Cells.equal(found.id(), text, from, to);
                found = slots[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash ^ (hash >>> 15);
    }
}
