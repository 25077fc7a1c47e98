package io.github.heartrate.demo.generate;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * DEMO telemetry, made while it is read: memory depends on the number of patients, not on the length. Every pass gives
 * the same.
 */
public final class GeneratedTelemetry implements TelemetrySource {

    private static final int UNIFORM_MIN = 5;
    private static final int UNIFORM_MAX = 250;

    private final GeneratorSettings settings;
    private final List<Person> people;

    /**
     * Makes up the patients.
     *
     * @param settings what to generate
     */
    public GeneratedTelemetry(GeneratorSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        this.people = List.copyOf(People.generate(settings));
    }

    /** Is given all patients' rates at one time. */
    @FunctionalInterface
    public interface StepSink {
        /**
         * One step.
         *
         * @param time of all these readings
         * @param bpm a rate for each patient, in their order; NaN for one without a reading. Valid during the call only
         */
        void step(Instant time, double[] bpm);
    }

    /**
     * The patients.
     *
     * @return in the order of their columns
     */
    public List<Person> people() {
        return people;
    }

    @Override
    public String name() {
        return "DEMO telemetry";
    }

    /**
     * Generates it step by step.
     *
     * @param steps is given every step, in the order of time
     * @param truth is given every scripted event when it begins
     */
    public void generate(StepSink steps, Consumer<? super ScriptedEvent> truth) {
        List<RateModel> models = models(truth::accept);
        double[] bpm = new double[people.size()];
        long interval = settings.interval().toNanos();
        long count = settings.steps();
        for (long step = 0; step < count; step++) {
            long time = step * interval;
            for (int i = 0; i < bpm.length; i++) {
                bpm[i] = models.get(i).rate(time);
            }
            steps.step(settings.start().plusNanos(time), bpm);
        }
    }

    private List<RateModel> models(Consumer<ScriptedEvent> truth) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        List<RateModel> models = new ArrayList<>(people.size());
        for (Person person : people) {
            SplittableRandom own = random.split();
            models.add(
                    settings.uniform()
                            ? time -> own.nextInt(UNIFORM_MIN, UNIFORM_MAX + 1)
                            : new Heart(person, settings, own, truth));
        }
        return models;
    }

    @Override
    public ReadSummary read(Consumer<? super Reading> sink) {
        long[] readings = {0};
        generate(
                (time, bpm) -> {
                    for (int i = 0; i < bpm.length; i++) {
                        if (!Double.isNaN(bpm[i])) {
                            readings[0]++;
                            sink.accept(new Reading(people.get(i).patientId(), time, bpm[i]));
                        }
                    }
                },
                event -> {});
        return ReadSummary.of("DEMO telemetry", readings[0]);
    }
}
