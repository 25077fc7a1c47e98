package io.github.heartrate.demo.options;

import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code max}, which is empty, or a number above 0. */
public final class SpeedConverter implements ITypeConverter<OptionalDouble> {

    @Override
    public OptionalDouble convert(String value) {
        if ("max".equals(value)) {
            return OptionalDouble.empty();
        }
        double speed;
        try {
            speed = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be max or a number above 0: " + value);
        }
        if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
            throw new TypeConversionException("must be max or a number above 0: " + value);
        }
        return OptionalDouble.of(speed);
    }
}
