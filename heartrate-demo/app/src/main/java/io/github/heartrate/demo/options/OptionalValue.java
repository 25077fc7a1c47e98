package io.github.heartrate.demo.options;

import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The value of an option that can stand alone. The word that follows it is its value only if it looks like one, so that
 * it does not swallow a file: {@code --web telemetry.csv}. What is attached, as in {@code --web=9000}, always is.
 */
public abstract sealed class OptionalValue implements IParameterPreprocessor {

    private final Pattern shape;
    private final String wanted;

    private OptionalValue(String shape, String wanted) {
        this.shape = Pattern.compile(shape);
        this.wanted = wanted;
    }

    /** What it must be, in words. */
    public String wanted() {
        return wanted;
    }

    /** Whether a word can be the value. */
    public boolean takes(String word) {
        return shape.matcher(word).matches();
    }

    @Override
    public boolean preprocess(Stack<String> rest, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        boolean attached = !" ".equals(info.get("separator"));
        if (!attached && (rest.isEmpty() || !takes(rest.peek())) && argument instanceof OptionSpec option) {
            rest.push(option.fallbackValue());
        }
        return false;
    }

    /** A whole number. */
    static final class Port extends OptionalValue {
        Port() {
            super("-?\\d+", "a port from 0 to " + WebOptions.MAX_PORT);
        }
    }

    /** Policies such as {@code low=40..50/5,onset=1..6}. */
    public static final class Policies extends OptionalValue {
        Policies() {
            super("[a-z-]+=.*", "policies such as " + WhatIfOption.DEFAULT);
        }
    }
}
