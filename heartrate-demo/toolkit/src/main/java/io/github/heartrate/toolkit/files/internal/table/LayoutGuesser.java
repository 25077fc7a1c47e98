package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds out from a table's first rows, and from what the user said of it, what its columns mean. */
final class LayoutGuesser {

    private static final int SHOWN_COLUMNS = 12;
    private static final int SHOWN_ITEMS = 8;
    private static final double MAX_RATE = 400;
    private static final NumberParser WITH_COMMA_OR_POINT = new NumberParser(',');
    private static final Predicate<String> DATE = Pattern.compile(
                    "\\d{4}([-/.])\\d{2}\\1\\d{2}|\\d{1,2}([/.])\\d{1,2}\\2(\\d{2}|\\d{4})|(19|20)\\d{2}(0\\d|1[0-2])[0-3]\\d")
            .asMatchPredicate();
    private static final Predicate<String> TIME_OF_DAY = Pattern.compile(
                    "(?i)\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?[\\s\\p{Zs}]*([ap]\\.?m\\.?)?(Z|[+-]\\d{2}:?\\d{2})?")
            .asMatchPredicate();
    private static final Predicate<String> HOUR =
            Pattern.compile("([01]?\\d|2[0-3])(\\.0*)?").asMatchPredicate();

    private final Pass pass;
    private final String file;
    private final ReadSettings settings;
    private final Head head;
    private final List<String> names;

    /** What each column may be called, simplified. */
    private final List<Set<String>> called;

    LayoutGuesser(Pass pass, Head head) {
        this.pass = pass;
        this.file = pass.file();
        this.settings = pass.settings();
        this.head = head;
        this.names = head.header();
        this.called = names.stream().map(LayoutGuesser::called).toList();
    }

    /** The layout; what it needs and can't find is an error that shows the header. */
    Layout guess() {
        List<Layout.Filter> filters = settings.where().stream()
                .map(filter -> new Layout.Filter(named(filter.column(), "--where"), filter))
                .toList();
        int time = column(settings.timeColumn(), "--time-column", ColumnNames.TIMES, i -> true);
        if (time == Layout.NONE) {
            throw unusable("no column of times", "--time-column");
        }
        int date = Layout.NONE;
        if (settings.timeFormat().isEmpty()) {
            if (isTimeOfDay(time) && !ElapsedTimes.areClocks(head, time, settings)) {
                date = other(time, this::isDate);
            } else if (isDate(time)) {
                int ofDay = only(this::isTimeOfDay);
                date = ofDay == Layout.NONE ? Layout.NONE : time;
                time = ofDay == Layout.NONE ? time : ofDay;
            }
        }
        int bpm = column(settings.bpmColumn(), "--bpm-column", ColumnNames.RATES, i -> true);
        int patient = patients();
        if (bpm == Layout.NONE) {
            if (patient != Layout.NONE || !items(patient).isEmpty()) {
                throw unusable("no column of rates", "--bpm-column");
            }
            return wide(time, date, filters);
        }
        boolean takesDates = settings.timeFormat().isEmpty() && date == Layout.NONE && isDate(time);
        if (takesDates && settings.bpmColumn().isEmpty()) {
            throw new NoTelemetryException(
                    place() + "column " + head.shown(time) + " has dates without a time of day, and "
                            + "values of whole days are no readings; name the column of rates with --bpm-column to read them as "
                            + "of midnight");
        }
        boolean isByPatient = patient != Layout.NONE && settings.patient().isEmpty();
        return new Layout(
                names,
                time,
                date,
                isByPatient ? patient : Layout.NONE,
                item(bpm, patient, filters),
                only(i -> ColumnNames.UNITS.contains(head.simplified(i))),
                source(isByPatient ? patient : Layout.NONE),
                List.of(bpm),
                isByPatient ? List.of() : List.of(pass.patient()),
                filters,
                settings.bpmColumn().isEmpty(),
                takesDates);
    }

    private boolean isDate(int column) {
        return head.all(column, DATE);
    }

    private boolean isTimeOfDay(int column) {
        return head.all(column, TIME_OF_DAY) || (head.simplified(column).contains("hour") && head.all(column, HOUR));
    }

    private int only(IntPredicate such) {
        List<Integer> found = columns(such);
        return found.size() == 1 ? found.get(0) : Layout.NONE;
    }

    private int other(int column, IntPredicate such) {
        int found = only(i -> i != column && such.test(i));
        if (found == Layout.NONE) {
            throw new TelemetryException(file + ": column " + head.shown(column) + " has times of day only, and no "
                    + "column has their dates in " + shown(names) + "; name the column of times with --time-column, or "
                    + "say --time-format " + TimeParser.ELAPSED_CLOCK + " if they are elapsed times");
        }
        return found;
    }

    private List<Integer> columns(IntPredicate such) {
        return IntStream.range(0, names.size()).filter(such).boxed().toList();
    }

    /** The likeliest column; one that may be the rows' or the readings' own id only if its values come again. */
    private int patients() {
        if (settings.patientColumn().isPresent()) {
            return named(settings.patientColumn().get(), "--patient-column");
        }
        int sure = column(
                Optional.empty(),
                "",
                ColumnNames.PATIENTS,
                i -> !ColumnNames.ROW_IDS.contains(head.simplified(i)) || !isDistinct(i));
        return sure != Layout.NONE
                ? sure
                : column(
                        Optional.empty(),
                        "",
                        ColumnNames.PATIENTS,
                        i -> !head.simplified(i).equals(ColumnNames.ID));
    }

    /** That each row had a patient of its own would hide every alarm: such values are numbers of rows, or of readings. */
    private boolean isDistinct(int column) {
        int distinct = head.distinct(column).size();
        return distinct > 1 && distinct == head.values(column).count();
    }

    private int source(int patient) {
        int source = column(Optional.empty(), "", ColumnNames.SOURCES, i -> i != patient && !isDistinct(i));
        boolean isState = source != Layout.NONE
                && head.all(source, value -> ColumnNames.STATES.contains(value.toLowerCase(Locale.ROOT)));
        return isState ? Layout.NONE : source;
    }

    private List<Integer> items(int patient) {
        return Items.columns().stream()
                .flatMap(name -> columns(i -> i != patient && head.simplified(i).equals(name)).stream())
                .filter(column -> Items.mayBeItems(head.simplified(column), head.distinct(column)))
                .toList();
    }

    /** The column of items that every row must have the same of; none if the user has chosen. */
    private int item(int bpm, int patient, List<Layout.Filter> filters) {
        List<Integer> items = items(patient);
        if (items.isEmpty() || filters.stream().anyMatch(each -> items.contains(each.column()))) {
            return Layout.NONE;
        }
        int item = items.get(0);
        Set<String> distinct = distinctItems(item, bpm, filters);
        if (distinct.size() > 1) {
            throw Items.mixed(file, names.get(item), distinct);
        }
        String column = head.simplified(item);
        boolean isGeneral = ColumnNames.GENERAL_RATES.contains(head.simplified(bpm)) || Items.isOfDataSet(column);
        if (isGeneral && distinct.stream().anyMatch(only -> !Items.isHeartRate(column, only))) {
            throw Items.other(file, names.get(item), distinct.iterator().next());
        }
        return item;
    }

    private Set<String> distinctItems(int item, int bpm, List<Layout.Filter> filters) {
        return head.rows().stream()
                .filter(row -> !Cells.isMissing(row.cell(bpm)))
                .filter(row -> filters.stream().allMatch(each -> each.keeps(row.cell(each.column()))))
                .map(row -> row.cell(item))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Layout wide(int time, int date, List<Layout.Filter> filters) {
        List<Integer> rates = columns(i -> i != time && i != date && !isIndex(i));
        List<String> patients = rates.stream().map(names::get).toList();
        if (patients.isEmpty()) {
            throw unusable("no column of rates", "--bpm-column");
        }
        if (patients.stream().anyMatch(String::isBlank)) {
            throw new TelemetryException(place() + "a patient's column has no name: " + shown(names));
        }
        refuseOtherQuantities(rates);
        Set<String> seen = new HashSet<>();
        for (String name : patients) {
            if (!seen.add(name)) {
                throw new TelemetryException(place() + "two columns have the same name: " + Cells.shown(name));
            }
        }
        if (settings.patient().isPresent()) {
            if (patients.size() > 1) {
                throw new TelemetryException(
                        place() + "--patient says that all readings are of one, but there is a column "
                                + "per patient: " + shown(patients) + "; name one with --bpm-column");
            }
            patients = List.of(settings.patient().get());
        }
        return new Layout(
                names,
                time,
                date,
                Layout.NONE,
                Layout.NONE,
                Layout.NONE,
                Layout.NONE,
                rates,
                patients,
                filters,
                true,
                false);
    }

    /** A ward's columns hold heart rates, and none is called like another quantity. */
    private void refuseOtherQuantities(List<Integer> rates) {
        List<String> others = rates.stream()
                .filter(column -> ColumnNames.isOtherQuantity(names.get(column)) || !holdsRates(column))
                .map(head::shown)
                .limit(SHOWN_ITEMS)
                .toList();
        if (!others.isEmpty()) {
            throw new NoTelemetryException(
                    place() + "no column is known to hold heart rates, and no ward has a patient " + "per column with "
                            + String.join(", ", others) + "; name the column of rates with --bpm-column");
        }
    }

    /** At least half of the values, as single ones may be bad. */
    private boolean holdsRates(int column) {
        long[] rates =
                head.values(column).mapToLong(value -> isRate(value) ? 1 : 0).toArray();
        return Arrays.stream(rates).sum() * 2 >= rates.length;
    }

    private static boolean isRate(String value) {
        char[] text = value.toCharArray();
        double number = WITH_COMMA_OR_POINT.parse(text, 0, text.length);
        return number >= 0 && number <= MAX_RATE;
    }

    /** Row numbers as R and pandas write them. */
    private boolean isIndex(int column) {
        String name = names.get(column);
        return column == 0 && (name.isEmpty() || name.equalsIgnoreCase("index") || name.startsWith("Unnamed:"));
    }

    private int column(Optional<String> given, String option, List<String> guesses, IntPredicate mayBe) {
        if (given.isPresent()) {
            return named(given.get(), option);
        }
        for (String guess : guesses) {
            for (int i = 0; i < names.size(); i++) {
                if (called.get(i).contains(guess) && mayBe.test(i)) {
                    requireOnce(names.get(i));
                    return i;
                }
            }
        }
        return Layout.NONE;
    }

    /** By its whole name, or by what is behind the last dot or slash of it; a unit of heart rates may follow. */
    private static Set<String> called(String column) {
        String name = ColumnNames.withoutUnit(column);
        int part = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
        return Stream.of(column, name, name.substring(part + 1))
                .map(Head::simplified)
                .collect(Collectors.toUnmodifiableSet());
    }

    private int named(String name, String option) {
        int index = names.indexOf(name);
        for (int i = 0; i < names.size() && index < 0; i++) {
            index = names.get(i).equalsIgnoreCase(name) ? i : -1;
        }
        if (index < 0) {
            throw new TelemetryException(
                    place() + "no column " + Cells.shown(name) + " (" + option + "), there are " + shown(names));
        }
        requireOnce(names.get(index));
        return index;
    }

    private void requireOnce(String name) {
        if (names.indexOf(name) != names.lastIndexOf(name)) {
            throw new TelemetryException(place() + "two columns have the same name: " + Cells.shown(name));
        }
    }

    private NoTelemetryException unusable(String what, String option) {
        if (names.stream().anyMatch(this::isData)) {
            return new NoTelemetryException(place() + "has no header, but data: " + shown(names)
                    + "; put a line with the columns' names before it, such as patient_id,timestamp,bpm");
        }
        return new NoTelemetryException(place() + "no usable header: " + what + " (name it with " + option
                + "; expected patient_id,timestamp,bpm or [index,]Time_Stamp,PATIENT...) in " + shown(names));
    }

    private boolean isData(String cell) {
        TimeParser times = new GuessingTimeParser(new LocalClock(ZoneOffset.UTC), false, true);
        return isRate(cell) || times.parse(cell.toCharArray(), 0, cell.length()) != null;
    }

    private String place() {
        return file + ": line " + head.line() + ", ";
    }

    private static String shown(List<String> names) {
        String some = names.stream().limit(SHOWN_COLUMNS).collect(Collectors.joining(","));
        return Cells.shown(names.size() > SHOWN_COLUMNS ? some + ",..." : some);
    }
}
