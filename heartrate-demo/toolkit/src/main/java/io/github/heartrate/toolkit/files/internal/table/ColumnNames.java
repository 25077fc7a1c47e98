package io.github.heartrate.toolkit.files.internal.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names by which columns are known, simplified as {@link Head#simplified} does, the likeliest first. */
final class ColumnNames {

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
            "battery");

    private ColumnNames() {}

    static boolean isOtherQuantity(String name) {
        return hasOtherWord(name) || hasOtherWord(name.replaceAll("([a-z])([A-Z])", "$1 $2"));
    }

    private static boolean hasOtherWord(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .anyMatch(OTHER_QUANTITIES::contains);
    }
}
