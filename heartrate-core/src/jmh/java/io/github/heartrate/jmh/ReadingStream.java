package io.github.heartrate.jmh;

import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Readings made in advance: one a second of each patient, in another order of the patients every second. The first
 * {@value #PROLOGUE} of each patient are not measured; if all readings are alarming, they raise its alarm. The rest comes
 * in slices of {@value #SLICE}. The same kind and numbers give the same readings.
 */
final class ReadingStream {

    static final int SLICE = 100_000;
    private static final int PROLOGUE = 3;
    private static final int SPELL = 60;
    private static final int MEAN_READINGS_BETWEEN_SPELLS = 540;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final StreamKind kind;
    private final Random random = new Random(1);
    private final List<String> ids;
    private final int[] spells;
    private final int[] spellEnds;
    private final Reading[] prologue;
    private final Reading[][] slices;

    private ReadingStream(StreamKind kind, int patients, int sliceCount) {
        this.kind = kind;
        ids = IntStream.range(0, patients).mapToObj(i -> "patient-" + i).toList();
        spells = new int[patients];
        spellEnds = new int[patients];
        prologue = new Reading[PROLOGUE * patients];
        slices = new Reading[sliceCount][SLICE];
    }

    /** As many slices as it takes for three readings of each patient, but at least so many. */
    static ReadingStream of(StreamKind kind, int patients, int minSlices) {
        ReadingStream stream = new ReadingStream(kind, patients, Math.max(minSlices, 3 * patients / SLICE));
        stream.fill(new ArrayList<>(IntStream.range(0, patients).boxed().toList()));
        return stream;
    }

    private void fill(List<Integer> order) {
        int patients = order.size();
        for (int i = 0; i < prologue.length + slices.length * SLICE; i++) {
            if (i % patients == 0) {
                Collections.shuffle(order, random);
            }
            int second = i / patients;
            int patient = order.get(i % patients);
            int measured = i - prologue.length;
            if (measured < 0) {
                prologue[i] = reading(patient, second, prologueBpm());
            } else {
                slices[measured / SLICE][measured % SLICE] = reading(patient, second, bpm(patient, second));
            }
        }
    }

    private double prologueBpm() {
        return kind == StreamKind.ALL_ALARM ? StreamKind.HIGHEST_BPM : StreamKind.IN_LIMITS.bpm(random, 0);
    }

    private double bpm(int patient, int second) {
        if (second >= spellEnds[patient]) {
            spells[patient] = 0;
            if (random.nextInt(MEAN_READINGS_BETWEEN_SPELLS) == 0) {
                spells[patient] = random.nextBoolean() ? 1 : -1;
                spellEnds[patient] = second + SPELL;
            }
        }
        return kind.bpm(random, spells[patient]);
    }

    private Reading reading(int patient, int second, double bpm) {
        return new Reading(ids.get(patient), START.plusSeconds(second).plusNanos(1_000L * (patient % 1_000_000)), bpm);
    }

    Reading[] prologue() {
        return prologue;
    }

    int sliceCount() {
        return slices.length;
    }

    Reading[] slice(int index) {
        return slices[index];
    }
}
