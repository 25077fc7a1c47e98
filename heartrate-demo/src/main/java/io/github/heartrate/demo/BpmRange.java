package io.github.heartrate.demo;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A range of rates, both ends in it. */
record BpmRange(double min, double max) {

    /** Reads {@code 20..300}. */
    static final class Converter implements ITypeConverter<BpmRange> {
        @Override
        public BpmRange convert(String value) {
            String[] ends = value.split("\\.\\.", -1);
            try {
                if (ends.length == 2) {
                    return new BpmRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
                }
            } catch (NumberFormatException e) {
                throw wrong(value);
            }
            throw wrong(value);
        }

        private static TypeConversionException wrong(String value) {
            return new TypeConversionException("must be a range such as 20..300: " + value);
        }
    }
}
