package io.github.heartrate.demo.csv;

import org.jspecify.annotations.Nullable;

/** The patient ids met so far, found by their characters, so that a reading makes no new string. */
final class PatientIds {

    private static final int INITIAL_SLOTS = 256;

    private @Nullable String[] slots = new @Nullable String[INITIAL_SLOTS];
    private int size;

    /** The one string of these characters. */
    String intern(char[] text, int from, int to) {
        int slot = slot(slots, hash(text, from, to), text, from, to);
        String found = slots[slot];
        if (found != null) {
            return found;
        }
        String id = new String(text, from, to - from);
        slots[slot] = id;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        @Nullable String[] larger = new @Nullable String[slots.length * 2];
        for (String id : slots) {
            if (id != null) {
                char[] text = id.toCharArray();
                larger[slot(larger, hash(text, 0, text.length), text, 0, text.length)] = id;
            }
        }
        slots = larger;
    }

    private static int slot(@Nullable String[] slots, int hash, char[] text, int from, int to) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (String id = slots[slot]; id != null && !matches(id, text, from, to); id = slots[slot]) {
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

    private static boolean matches(String id, char[] text, int from, int to) {
        if (id.length() != to - from) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
