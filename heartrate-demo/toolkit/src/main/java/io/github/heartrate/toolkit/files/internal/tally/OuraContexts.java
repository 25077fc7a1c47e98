package io.github.heartrate.toolkit.files.internal.tally;

import java.util.Locale;
import java.util.Set;

/** The sources of Oura's heart rates, by the documentation of its interface: what the wearer did, and no devices. */
public final class OuraContexts {

    private static final Set<String> KNOWN = Set.of("awake", "rest", "sleep", "session", "live", "workout");

    private OuraContexts() {}

    public static boolean is(String source) {
        return KNOWN.contains(source.toLowerCase(Locale.ROOT));
    }
}
