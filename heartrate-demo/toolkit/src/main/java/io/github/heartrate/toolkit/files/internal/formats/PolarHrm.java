package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.DeviceRates;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HRM, the training of Polar's older watches: sections of lines. {@code [Params]} says when it began, in local time, and
 * how many seconds are between two samples; each line of {@code [HRData]} is a sample and begins with the rate. A
 * training that holds the times between beats ({@code Interval=238}) is refused.
 */
final class PolarHrm implements Format {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm:ss[.S]", Locale.ROOT);
    private static final String PARAMETERS = "[params]";
    private static final String SAMPLES = "[hrdata]";
    private static final String BEATS = "238";
    private static final String LAPS = "204";

    @Override
    public boolean matches(Content content) {
        return content.beginning().regionMatches(true, 0, PARAMETERS, 0, PARAMETERS.length());
    }

    @Override
    public void read(Content content, Pass pass) throws IOException {
        ShortLines lines = new ShortLines(content.bytesWithoutLeadingSpace(), pass.file());
        Map<String, String> parameters = parameters(lines, pass);
        long interval = interval(parameters, pass);
        Instant start = start(parameters, pass);
        pass.readAs("Polar's HRM", pass.patient());
        DeviceRates rates = new DeviceRates(pass);
        long sample = 0;
        for (String line = lines.next(); line != null && !line.startsWith("["); line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            Instant time = start.plusSeconds(sample * interval);
            sample++;
            String rate = line.strip().split("\\s", 2)[0];
            if (!rate.matches("\\d{1,3}")) {
                pass.skip(lines.number(), SkipReason.BAD_NUMBER, "heart rate, not a number: " + Cells.shown(rate));
            } else if (rates.isNone(Integer.parseInt(rate))) {
                pass.omit(Omission.NO_VALUE);
            } else {
                rates.accept(time, Integer.parseInt(rate));
            }
        }
    }

    /** The lines {@code name=value} before the samples, whose section they end at. */
    private static Map<String, String> parameters(ShortLines lines, Pass pass) throws IOException {
        Map<String, String> parameters = new HashMap<>();
        boolean inside = true;
        for (String line = lines.next(); line != null; line = lines.next()) {
            String text = line.strip().toLowerCase(Locale.ROOT);
            if (text.equals(SAMPLES)) {
                return parameters;
            }
            if (text.startsWith("[")) {
                inside = text.equals(PARAMETERS);
            }
            int equals = text.indexOf('=');
            if (inside && equals > 0 && parameters.size() < 1000) {
                parameters.putIfAbsent(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        throw new NoTelemetryException(pass.file() + ": is Polar's HRM, but has no section [HRData]");
    }

    private static long interval(Map<String, String> parameters, Pass pass) {
        String interval = parameters.getOrDefault("interval", "");
        if (interval.equals(BEATS) || interval.equals(LAPS)) {
            throw new NoTelemetryException(pass.file() + ": is Polar's HRM, but holds "
                    + (interval.equals(BEATS) ? "the times between beats" : "laps") + " (Interval=" + interval
                    + ") and no rates at fixed times; export the training with an interval of seconds");
        }
        if (!interval.matches("[1-9]\\d{0,2}")) {
            throw new TelemetryException(
                    pass.file() + ": Interval in [Params] is no number of seconds: " + Cells.shown(interval));
        }
        return Long.parseLong(interval);
    }

    private static Instant start(Map<String, String> parameters, Pass pass) {
        String date = parameters.getOrDefault("date", "");
        String time = parameters.getOrDefault("starttime", "");
        LocalDateTime local;
        try {
            local = LocalDate.parse(date, DATE).atTime(LocalTime.parse(time, TIME));
        } catch (DateTimeException e) {
            throw new TelemetryException(
                    pass.file() + ": Date and StartTime in [Params] are no time: " + Cells.shown(date + " " + time), e);
        }
        ZoneId zone = pass.settings().zone();
        @Nullable ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
            throw new TelemetryException(pass.file() + ": Date and StartTime in [Params] are no time in " + zone
                    + ", where clocks were put forward: " + Cells.shown(date + " " + time));
        }
        if (transition != null) {
            pass.ambiguous();
        }
        return local.atZone(zone).toInstant();
    }
}
