package io.github.heartrate.amqp.topology;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.amqp.internal.link.Quoted;

/**
 * One difference between what a broker has and what a {@link Topology} needs.
 *
 * @param name the exchange or queue
 * @param problem what is wrong with it
 * @param remedy what an operator can do about it
 */
public record Mismatch(String name, String problem, String remedy) {

    /** Checks that nothing is missing. */
    public Mismatch {
        requireNonNull(name, "name");
        requireNonNull(problem, "problem");
        requireNonNull(remedy, "remedy");
    }

    @Override
    public String toString() {
        return Quoted.name(name) + " " + problem + ": " + remedy;
    }
}
