package io.github.heartrate.amqp.internal.checkpoint;

import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.SnapshotFormatException;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.state.Stamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A partition's state in bytes, version 1; numbers are big-endian:
 *
 * <pre>
 * byte   version = 1
 * int    CRC-32 of all that follows
 * int    partition, number of partitions
 * long   epoch, version
 * int    sessions in a row without a commit
 * byte   1 if a message was about to be processed, else 0
 * short  number of instances; for each: modified UTF-8 name with a short length, long number of its last tick
 * rest   the monitor's snapshot
 * </pre>
 */
public final class StateFormat {

    /** The largest state that is written or read; RabbitMQ 4 takes no message above 16 MiB by default. */
    static final int MAX_BYTES = 15 << 20;

    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final int FIXED_BYTES = HEAD_BYTES + 3 * Integer.BYTES + 2 * Long.BYTES + 1 + Short.BYTES;

    private StateFormat() {}

    static byte[] encode(PartitionState state) {
        byte[] monitor = state.monitor().toBytes();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(monitor.length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(0); // the checksum's place
            out.writeInt(state.partition());
            out.writeInt(state.partitions());
            out.writeLong(state.stamp().epoch());
            out.writeLong(state.stamp().version());
            out.writeInt(state.sessionsWithoutCommit());
            out.writeBoolean(state.processing());
            out.writeShort(state.ticks().size());
            for (Map.Entry<String, Long> tick : state.ticks().entrySet()) {
                out.writeUTF(tick.getKey());
                out.writeLong(tick.getValue());
            }
            out.write(monitor);
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        }
        byte[] all = bytes.toByteArray();
        if (all.length > MAX_BYTES) {
            throw new UnusableStateException("a partition's state may have " + MAX_BYTES + " bytes, not " + all.length
                    + ": use more partitions, or a shorter idle limit");
        }
        ByteBuffer.wrap(all).putInt(1, checksum(all));
        return all;
    }

    /** Reads whose snapshot it is and how old, and no more; as strict as {@link #decode} about damage. */
    public static Stamp stamp(byte[] bytes) {
        requireWhole(bytes);
        ByteBuffer head = ByteBuffer.wrap(bytes, HEAD_BYTES + 2 * Integer.BYTES, 2 * Long.BYTES);
        return new Stamp(head.getLong(), head.getLong());
    }

    private static void requireWhole(byte[] bytes) {
        if (bytes.length < FIXED_BYTES) {
            throw new UnusableStateException("the snapshot is cut short, to " + bytes.length + " bytes");
        }
        if (bytes[0] != VERSION) {
            throw new UnusableStateException("version of the snapshot must be " + VERSION + ": "
                    + Byte.toUnsignedInt(bytes[0]) + "; it was written by a later version of this library");
        }
        if (ByteBuffer.wrap(bytes).getInt(1) != checksum(bytes)) {
            throw new UnusableStateException("the snapshot is damaged: its checksum is wrong");
        }
    }

    static PartitionState decode(byte[] bytes) {
        requireWhole(bytes);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.skipNBytes(HEAD_BYTES);
            return new PartitionState(
                    in.readInt(),
                    in.readInt(),
                    new Stamp(in.readLong(), in.readLong()),
                    in.readInt(),
                    in.readBoolean(),
                    ticks(in),
                    MonitorSnapshot.fromBytes(in.readAllBytes()));
        } catch (IOException | IllegalArgumentException | SnapshotFormatException e) {
            throw new UnusableStateException("the snapshot can't be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Long> ticks(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        Map<String, Long> ticks = new HashMap<>();
        for (int i = 0; i < count; i++) {
            ticks.put(in.readUTF(), in.readLong());
        }
        return ticks;
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
        return (int) crc.getValue();
    }
}
