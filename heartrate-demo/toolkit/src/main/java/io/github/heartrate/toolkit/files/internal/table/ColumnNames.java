package io.github.heartrate.toolkit.files.internal.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names by which columns are known, simplified as {@link Head#simplified} does, the likeliest first. */
public final class ColumnNames {

    /** Row numbers are called that, too. */
    static final String ID = "id";

    static final List<String> PATIENTS = List.of(
            "patientid",
            "patient",
            "patientno",
            "patientnumber",
            "patientname",
            "subjectid",
            "subject",
            "personid",
            "person",
            "participantid",
            "participant",
            "patientunitstayid",
            "userid",
            "user",
            "memberid",
            "residentid",
            "planid",
            "pid",
            "mrn",
            "stayid",
            "stay",
            "icustayid",
            "admissionid",
            "hadmid",
            "encounterid",
            "visitid",
            "caseid",
            "recordid",
            "bed",
            "bedid",
            "bedno",
            "bednumber",
            "bednr",
            "bedname",
            "bedlabel",
            "wardbed",
            "room",
            "roomid",
            "deviceid",
            "device",
            "monitorid",
            ID);

    static final List<String> TIMES = List.of(
            "timestamp",
            "datetime",
            "charttime",
            "time",
            "date",
            "startdate",
            "starttime",
            "recordedat",
            "measuredat",
            "observationoffset",
            "nursingchartoffset",
            "times",
            "timesec",
            "timeseconds",
            "timems",
            "timemin",
            "timeminutes",
            "timeh",
            "timehours");

    static final List<String> RATES = List.of(
            "bpm",
            "heartrate",
            "hr",
            "heartratebpm",
            "hrbpm",
            "heartratecountmin",
            "beatsperminute",
            "pulse",
            "pulsebpm",
            "pulserate",
            "valuenum",
            "value");

    /** Columns that say what a row measures. */
    static final Set<String> ITEMS = Set.of(
            "itemid",
            "item",
            "variableid",
            "variable",
            "parameter",
            "parametername",
            "type",
            "key",
            "tag",
            "metric",
            "measure",
            "measurement",
            "vital",
            "vitalsign",
            "signal",
            "dataid",
            "streamtype",
            "nursingchartcelltypevalname");

    /** Items that are heart rates in MIMIC III and IV, HiRID, AmsterdamUMCdb and SICdb, and by their names. */
    static final Set<String> HEART_RATE_ITEMS = Set.of(
            "211", "220045", "200", "6640", "708", "hr", "heartrate", "bpm", "pulse", "heart_rate", "heart rate");

    /** Words in the names of columns that hold something else. */
    private static final Set<String> OTHER_QUANTITIES = Set.of(
            "confidence",
            "quality",
            "step",
            "steps",
            "calories",
            "kcal",
            "distance",
            "speed",
            "pace",
            "altitude",
            "power",
            "cadence",
            "weight",
            "spo2",
            "sao2",
            "temp",
            "temperature",
            "resp",
            "respiration",
            "rr",
            "rri",
            "ibi",
            "hrv",
            "rmssd",
            "sdnn",
            "sbp",
            "dbp",
            "nibp",
            "abp",
            "systolic",
            "diastolic",
            "glucose",
            "minutes",
            "hour",
            "hours",
            "ms",
            "ns",
            "latitude",
            "longitude",
            "oxygen",
            "saturation",
            "percentage",
            "percent",
            "breaths",
            "breathing",
            "respiratory",
            "milliseconds",
            "deviation",
            "variability",
            "celsius",
            "fahrenheit",
            "meters",
            "metres",
            "floors",
            "elevation",
            "score",
            "vo2",
            "battery");

    /** Names that hold a rate only if something else says so. */
    private static final Set<String> BARE_VALUES = Set.of("value", "valuenum");

    private ColumnNames() {}

    /** The likeliest of some names for times; empty if none is known. */
    public static Optional<String> time(Collection<String> names) {
        return likeliest(TIMES, names);
    }

    /**
     * The likeliest of some names for rates; empty if none is known.
     *
     * @param mayBeBare whether something else says what a bare value is
     */
    public static Optional<String> rate(Collection<String> names, boolean mayBeBare) {
        return likeliest(
                RATES,
                names.stream().filter(name -> mayBeBare || !isBareValue(name)).toList());
    }

    /** The likeliest of some names for patients; empty if none is known. */
    public static Optional<String> patient(Collection<String> names) {
        return likeliest(PATIENTS, names);
    }

    /** Whether a name says that it holds a value, and not of what. */
    public static boolean isBareValue(String name) {
        return BARE_VALUES.contains(simplified(name));
    }

    /** Whether a name is nothing but {@code id}. */
    public static boolean isBareId(String name) {
        return simplified(name).equals(ID);
    }

    /** Whether a name is one of what is measured. */
    public static boolean isItem(String name) {
        return ITEMS.contains(simplified(name));
    }

    /** Whether an item is a heart rate. */
    public static boolean isHeartRate(String item) {
        return HEART_RATE_ITEMS.contains(item.toLowerCase(Locale.ROOT));
    }

    /** What is behind the last dot of a name, as it is compared. */
    public static String simplified(String name) {
        return Head.simplified(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Optional<String> likeliest(List<String> known, Collection<String> names) {
        return known.stream()
                .flatMap(each -> names.stream().filter(name -> simplified(name).equals(each)))
                .findFirst();
    }

    static boolean isOtherQuantity(String name) {
        return hasOtherWord(name) || hasOtherWord(name.replaceAll("([a-z])([A-Z])", "$1 $2"));
    }

    private static boolean hasOtherWord(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .anyMatch(OTHER_QUANTITIES::contains);
    }
}
