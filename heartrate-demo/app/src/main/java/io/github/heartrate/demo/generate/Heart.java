package io.github.heartrate.demo.generate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One patient's heart. Its rate is drawn to a target: the resting rate and its daily course, or what an event wants; on
 * top of it lies autocorrelated noise, a fast and a slow one. All constants are chosen here for looks, not from a study.
 */
final class Heart implements RateModel {

    private static final double FAST_NOISE_BPM = 1.2;
    private static final double FAST_NOISE_SECONDS = 5;
    private static final double SLOW_NOISE_BPM = 2.5;
    private static final double SLOW_NOISE_SECONDS = 300;
    private static final double DAILY_BPM = 5;
    private static final double DAILY_PEAK_SECONDS = 15 * 3600;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double EPISODE_SECONDS = 3;
    private static final double EXERCISE_SECONDS = 45;
    private static final double RECOVERY_SECONDS = 60;
    private static final double NANOS = 1e9;

    private final Person person;
    private final Instant start;
    private final SplittableRandom random;
    private final List<EventTrack> tracks = new ArrayList<>();
    private final Consumer<ScriptedEvent> truth;
    private final double secondOfDayAtStart;
    private final double fastMemory;
    private final double slowMemory;
    private final double episodePull;
    private final double exercisePull;
    private final double recoveryPull;

    private double level;
    private double fastNoise;
    private double slowNoise;
    private boolean recoveringFromEpisode;

    Heart(Person person, GeneratorSettings settings, SplittableRandom random, Consumer<ScriptedEvent> truth) {
        this.person = person;
        this.start = settings.start();
        this.random = random;
        this.truth = truth;
        for (EventKind kind : EventKind.values()) {
            tracks.add(new EventTrack(kind, settings, random.split()));
        }
        secondOfDayAtStart = LocalTime.ofInstant(start, ZoneOffset.UTC).toSecondOfDay();
        double interval = settings.interval().toNanos() / NANOS;
        fastMemory = Math.exp(-interval / FAST_NOISE_SECONDS);
        slowMemory = Math.exp(-interval / SLOW_NOISE_SECONDS);
        episodePull = 1 - Math.exp(-interval / EPISODE_SECONDS);
        exercisePull = 1 - Math.exp(-interval / EXERCISE_SECONDS);
        recoveryPull = 1 - Math.exp(-interval / RECOVERY_SECONDS);
        level = person.restingBpm();
    }

    @Override
    public double rate(long time) {
        double target = restingAt(time);
        double pull = recoveringFromEpisode ? episodePull : recoveryPull;
        boolean silent = false;
        double spike = Double.NaN;
        for (EventTrack track : tracks) {
            if (track.begins(time)) {
                truth.accept(event(track));
            }
            if (track.isOn(time)) {
                switch (track.kind()) {
                    case TACHYCARDIA, BRADYCARDIA -> {
                        target = track.target();
                        pull = episodePull;
                        recoveringFromEpisode = true;
                    }
                    case EXERCISE -> {
                        if (pull != episodePull) {
                            target = track.target();
                            pull = exercisePull;
                        }
                    }
                    case DROP_OUT -> silent = true;
                    case ARTEFACT -> spike = track.target();
                }
            }
        }
        level += pull * (target - level);
        if (Math.abs(level - restingAt(time)) < 1) {
            recoveringFromEpisode = false;
        }
        fastNoise = noise(fastNoise, fastMemory, FAST_NOISE_BPM);
        slowNoise = noise(slowNoise, slowMemory, SLOW_NOISE_BPM);
        if (silent) {
            return Double.NaN;
        }
        double bpm = Double.isNaN(spike) ? level + fastNoise + slowNoise : spike;
        return Math.round(Math.max(0, bpm));
    }

    private double restingAt(long time) {
        double secondOfDay = secondOfDayAtStart + time / NANOS;
        double phase = 2 * Math.PI * (secondOfDay - DAILY_PEAK_SECONDS) / SECONDS_PER_DAY;
        return person.restingBpm() + DAILY_BPM * Math.cos(phase);
    }

    private double noise(double last, double memory, double deviation) {
        return memory * last + deviation * Math.sqrt(1 - memory * memory) * random.nextGaussian();
    }

    private ScriptedEvent event(EventTrack track) {
        return new ScriptedEvent(
                person.patientId(),
                track.kind(),
                start.plus(Duration.ofNanos(track.start())),
                start.plus(Duration.ofNanos(track.end())),
                track.target());
    }
}
