package io.github.heartrate.amqp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One direction of a connection: what one thread reads from a socket another writes to the other one when it is due. */
final class Pipe {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_UNDER_WAY = 64;
    private static final long NEVER = TimeUnit.HOURS.toNanos(1);

    private final Socket from;
    private final Socket to;
    private final Supplier<Network> network;
    private final Runnable atEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Packet> underWay = new ArrayDeque<>();
    private final Thread reader;
    private final Thread writer;
    private boolean stopped;

    /** An empty one is the end of the stream. */
    private record Packet(ByteBuffer bytes, long sentNanos) {}

    Pipe(Socket from, Socket to, Supplier<Network> network, Runnable atEnd) {
        this.from = from;
        this.to = to;
        this.network = network;
        this.atEnd = atEnd;
        reader = new Thread(this::read, "proxy-read-" + from.getPort());
        writer = new Thread(this::write, "proxy-write-" + to.getPort());
    }

    void start() {
        reader.start();
        writer.start();
    }

    void join() throws InterruptedException {
        reader.join();
        writer.join();
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            int count = in.read(buffer);
            while (count >= 0) {
                send(Arrays.copyOf(buffer, count));
                count = in.read(buffer);
            }
        } catch (IOException e) {
            // A reset: the other end is told as of an end.
        } finally {
            send(new byte[0]);
        }
    }

    private void send(byte[] bytes) {
        lock.lock();
        try {
            while (underWay.size() >= MOST_UNDER_WAY && !stopped) {
                changed.awaitUninterruptibly();
            }
            underWay.add(new Packet(ByteBuffer.wrap(bytes), System.nanoTime()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            OutputStream out = to.getOutputStream();
            for (byte[] bytes = next(); bytes.length > 0; bytes = next()) {
                int written = 0;
                while (written < bytes.length) {
                    int piece = Math.min(network.get().pieceBytes(), bytes.length - written);
                    pace(piece);
                    out.write(bytes, written, piece);
                    written += piece;
                }
            }
        } catch (IOException e) {
            // The other end is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atEnd.run();
        }
    }

    /** The next packet once its time has come; empty at the end or when stopped. */
    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped) {
                Network now = network.get();
                Packet first = underWay.peek();
                long early = first == null || !now.passing()
                        ? NEVER
                        : first.sentNanos() + now.latency().toNanos() - System.nanoTime();
                if (early <= 0) {
                    changed.signalAll();
                    return underWay.remove().bytes().array();
                }
                changed.awaitNanos(early);
            }
            return new byte[0];
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as the network takes for so many bytes. */
    private void pace(int bytes) throws InterruptedException {
        long due = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(bytes) / network.get().bytesPerSecond();
        lock.lock();
        try {
            long early = due - System.nanoTime();
            while (!stopped && (early > 0 || !network.get().passing())) {
                changed.awaitNanos(early > 0 ? early : NEVER);
                early = due - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
