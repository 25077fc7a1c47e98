package io.github.heartrate.demo.options;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.text.DurationConverter;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How far ahead a live input may be dated. */
public final class LeapLimitOption {

    /** Of a recording, which has no clock to compare with. */
    static final Duration OF_RECORDINGS = AlarmPolicy.UNLIMITED;

    private static final Duration DEFAULT = Duration.ofHours(24);

    @Option(
            names = "--leap-limit",
            paramLabel = "DURATION",
            converter = Converter.class,
            description = "What is dated more than so long ahead is held until the next one confirms it, as its clock "
                    + "may be wrong; 366d at least without --live. none holds nothing. Default: 1d.")
    private @Nullable Duration limit;

    public Duration limit() {
        return limit == null ? DEFAULT : limit;
    }

    /** Above zero, or none. */
    static final class Converter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            if (value.strip().equalsIgnoreCase(PolicyField.NONE)) {
                return AlarmPolicy.UNLIMITED;
            }
            Duration limit = new DurationConverter().convert(value);
            if (limit.isNegative() || limit.isZero()) {
                throw new TypeConversionException("must be none or more than 0s: " + value);
            }
            return limit;
        }
    }
}
