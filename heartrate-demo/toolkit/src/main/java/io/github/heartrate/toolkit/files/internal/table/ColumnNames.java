package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names by which columns are known, simplified as {@link Head#simplified} does, the likeliest first. */
public final class ColumnNames {

    /** Row numbers are called that, too. */
    static final String ID = "id";

    /** Names of patients' ids that those of readings have, too. */
    static final Set<String> ROW_IDS = Set.of(ID, "uid", "recordid", "caseid");

    static final List<String> PATIENTS = words("""
            patientid patient patientno patientnumber patientname patid ptid usubjid subjectid subjid subject
            personid person participantid participant patientunitstayid userid user uid memberid residentid
            clientid athleteid planid pid mrn stayid stay icustayid admissionid hadmid encounterid visitid caseid
            recordid bed bedid bedno bednumber bednr bedname bedlabel wardbed room roomid
            deviceid device monitorid id""");

    static final List<String> TIMES = words("""
            timestamp datetime charttime time date startdate starttime recordedat measuredat measurementdatetime
            observationoffset nursingchartoffset timestampms timestampus timestampns localtime timeutc utctime
            dateandtime recordingtime observationtime times timesec timeseconds timems timemin timeminutes
            timeh timehours elapsedtime elapseds elapsedsec elapsedseconds elapsedms elapsedmin elapsedminutes
            offset""");

    static final List<String> RATES = words("""
            bpm heartrate hr heartratebpm hrbpm beatsperminute pulse pulsebpm pulserate
            valuenum valueasnumber nursingchartvalue value val""");

    /** Names of rates that other quantities have, too. */
    static final Set<String> GENERAL_RATES = Set.of("valuenum", "valueasnumber", "nursingchartvalue", "value", "val");

    /** Columns that say the unit of a row's value. */
    static final Set<String> UNITS = Set.of("unit", "units", "valueuom", "uom", "unitname");

    /** Columns that say which device or application a row is from. */
    static final List<String> SOURCES = words("""
            source sourcename datasource sourcedevice devicename device deviceid deviceserial""");

    /** What Oura's column {@code source} holds: not devices, but what the wearer did. */
    static final Set<String> STATES = Set.of("awake", "rest", "sleep", "live", "session", "workout");

    private static final Pattern NO_LETTERS_OR_DIGITS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern CAMEL_HUMP = Pattern.compile("([a-z])([A-Z])");
    private static final Pattern UNIT_AT_END = Pattern.compile("[\\s_.](hz|bpm)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETS = Pattern.compile("(.*?)\\s*[(\\[]([^()\\[\\]]*)[)\\]]\\s*");

    /** Words in the names of columns that hold something else. */
    private static final Set<String> OTHER_QUANTITIES = Set.copyOf(words("""
            confidence quality accuracy signal step steps calories calorie kcal energy distance speed pace altitude
            elevation floors meters metres percent percentage power cadence weight height bmi age sex gender spo2 sao2 so2 oxygen saturation temp temperature celsius fahrenheit
            resp respiration respiratory breathing breaths rr rri ibi ppi ppg ecg eda gsr hrv rmssd sdnn pnn50 lf hf vlf
            sbp dbp map nibp abp ibp systolic diastolic pressure mmhg cvp icp etco2 co2 glucose score stress level
            battery activity intensity motion acc accel accelerometer gyro mets met vo2 vo2max
            minutes minute min hour hours seconds milliseconds ms ns sec day days month year week duration offset epoch elapsed
            latitude longitude lat lon lng index idx unnamed row rownum counter lap laps event flag
            average avg mean median max maximum minimum resting variability deviation zone"""));

    /** Names of columns of something else; as a word in a name they may be a patient's ({@code ID 7}). */
    private static final Set<String> OTHER_NAMES =
            Set.of("id", "uid", "no", "nr", "n", "number", "count", "key", "code", "x", "y", "z", "value", "val");

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
        return GENERAL_RATES.contains(simplified(name));
    }

    /** Whether a name is nothing but {@code id}. */
    public static boolean isBareId(String name) {
        return simplified(name).equals(ID);
    }

    /** Whether a name is one of what is measured. */
    public static boolean isItem(String name) {
        return Items.columns().contains(simplified(name));
    }

    /** Whether an item is a heart rate, by its name or by its number in one of the data sets. */
    public static boolean isHeartRate(String item) {
        return Items.columns().stream()
                .filter(column -> !column.equals("tag"))
                .anyMatch(column -> Items.isHeartRate(column, item));
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

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    static boolean isOtherQuantity(String name) {
        Matcher brackets = BRACKETS.matcher(name);
        if (brackets.matches() && RateUnit.factor(brackets.group(2)) != RateUnit.NONE) {
            return isOtherQuantity(brackets.group(1));
        }
        return OTHER_NAMES.contains(Head.simplified(name))
                || hasOtherWord(name)
                || hasOtherWord(CAMEL_HUMP.matcher(name).replaceAll("$1 $2"))
                || name.contains("%");
    }

    private static boolean hasOtherWord(String name) {
        return NO_LETTERS_OR_DIGITS.splitAsStream(name.toLowerCase(Locale.ROOT)).anyMatch(OTHER_QUANTITIES::contains);
    }

    /** How many times a rate of a column is beats per minute, by the unit in its name. */
    public static int factor(String name) {
        Matcher brackets = BRACKETS.matcher(name);
        boolean isHertz = name.toLowerCase(Locale.ROOT).matches(".*[\\s_.]hz")
                || (brackets.matches() && RateUnit.factor(brackets.group(2)) > 1);
        return isHertz ? RateUnit.factor("Hz") : 1;
    }

    /** A column's name without a unit of heart rates in it. */
    static String withoutUnit(String name) {
        Matcher brackets = BRACKETS.matcher(name);
        if (brackets.matches() && RateUnit.factor(brackets.group(2)) != RateUnit.NONE) {
            return brackets.group(1);
        }
        return UNIT_AT_END.matcher(name).replaceFirst("");
    }
}
