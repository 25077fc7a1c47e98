package io.github.heartrate.demo.generate;

/** Where one patient's rates come from. */
@FunctionalInterface
interface RateModel {

    /** The rate so many nanoseconds after the start, asked for in the order of time; NaN if no reading comes. */
    double rate(long time);
}
