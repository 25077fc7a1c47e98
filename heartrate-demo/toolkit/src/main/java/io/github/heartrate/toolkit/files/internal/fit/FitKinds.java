package io.github.heartrate.toolkit.files.internal.fit;

/** What a FIT file without heart rates is, by the type in its first message; the FIT profile, file. */
final class FitKinds {

    private FitKinds() {}

    /** Words to add; none for an activity and for types that are not known. */
    static String text(long type) {
        String kind = switch ((int) type) {
            case 1, 2 -> "the settings of a device";
            case 3 -> "the settings of a sport";
            case 5 -> "a planned workout";
            case 6 -> "a course";
            case 7 -> "a schedule";
            case 9 -> "weights";
            case 10 -> "totals";
            case 11 -> "goals";
            case 14 -> "blood pressures";
            case 20 -> "a summary of activities";
            case 34 -> "a list of segments";
            default -> "";
        };
        return kind.isEmpty() ? "" : ": " + kind;
    }
}
