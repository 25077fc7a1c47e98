package io.github.heartrate.jmh;

import io.github.heartrate.Reading;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Something that takes a stream, some slices an invocation, and starts again with new state at the stream's end. */
@State(Scope.Benchmark)
public abstract class Contender {

    private ReadingStream readings = ReadingStream.of(StreamKind.IN_LIMITS, 1, 0);
    private int next;

    abstract StreamKind stream();

    abstract int patients();

    int slicesAtOnce() {
        return 1;
    }

    /** Makes what else it takes, before the collection. */
    void prepare(ReadingStream stream) {}

    /** Goes to the state after the prologue. */
    abstract void rewind(Reading[] prologue);

    /** Makes ready to take a slice, and those after it if it takes several; the index tells it from the others. */
    abstract void select(int index, Reading[] slice);

    /**
     * Makes the readings, and lets a full collection put them where they stay: young ones would move them into another
     * order, which all contenders would pay for whose JVM collects, and the others not.
     */
    @Setup
    public void make() {
        readings = ReadingStream.of(stream(), patients(), slicesAtOnce());
        prepare(readings);
        System.gc();
        next = readings.sliceCount();
    }

    /** Goes on to the next slice. */
    @Setup(Level.Invocation)
    public void advance() {
        if (next == readings.sliceCount()) {
            rewind(readings.prologue());
            next = 0;
        }
        select(next, readings.slice(next));
        next += slicesAtOnce();
    }

    final int sliceCount() {
        return readings.sliceCount();
    }
}
