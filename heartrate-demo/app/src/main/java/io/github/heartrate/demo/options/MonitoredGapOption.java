package io.github.heartrate.demo.options;

import io.github.heartrate.demo.text.DurationConverter;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which intervals between readings are monitored time, by which every rate per patient-day is. */
public final class MonitoredGapOption {

    @Option(
            names = "--monitored-gap",
            paramLabel = "DURATION",
            converter = Converter.class,
            description = "A longer time between two readings is not monitored, and in no rate per patient-day. "
                    + "Default: 5m.")
    private @Nullable Duration gap;

    public Duration gap() {
        return gap == null ? MonitoredTime.DEFAULT_GAP : gap;
    }

    /** Above zero, and bounded. */
    static final class Converter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            Duration gap = new DurationConverter().convert(value);
            if (gap.isNegative() || gap.isZero() || gap.compareTo(MonitoredTime.MAX_GAP) > 0) {
                throw new TypeConversionException("must be more than 0s and at most "
                        + PolicyText.duration(MonitoredTime.MAX_GAP) + ": " + value);
            }
            return gap;
        }
    }
}
