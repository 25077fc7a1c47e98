package io.github.heartrate.toolkit.ward;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * One browser's server-sent events, written by a thread of its own. It remembers the ward's version that the browser
 * has, and sends what changed since, at most four times a second and at least once. Nothing is queued: a browser that
 * reads slowly skips to the newest state, and one that does not read at all is dropped.
 */
final class EventStream implements Runnable {

    static final Duration INTERVAL = Duration.ofMillis(250);
    private static final int INTERVALS_BETWEEN_BEATS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private final HttpExchange exchange;
    private final Ward ward;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long blockedSinceNanos = Long.MAX_VALUE;

    EventStream(HttpExchange exchange, Ward ward) {
        this.exchange = exchange;
        this.ward = ward;
    }

    @Override
    public void run() {
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            long sent = Ward.NOTHING;
            int quiet = 0;
            do {
                if (ward.version() == sent && ++quiet < INTERVALS_BETWEEN_BEATS) {
                    continue;
                }
                WardFrame frame = ward.since(sent);
                write(out, MAPPER.writeValueAsBytes(frame));
                sent = frame.version();
                quiet = 0;
            } while (!ended.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            LOG.debug("a page went away: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out, byte[] json) throws IOException {
        blockedSinceNanos = System.nanoTime();
        out.write("data: ".getBytes(StandardCharsets.US_ASCII));
        out.write(json);
        out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        blockedSinceNanos = Long.MAX_VALUE;
    }

    /** Whether the browser has not taken a frame for that long. */
    boolean isStuckFor(Duration limit) {
        long since = blockedSinceNanos;
        return since != Long.MAX_VALUE && System.nanoTime() - since > limit.toNanos();
    }

    /** Ends the stream after the frame in hand. */
    void end() {
        ended.countDown();
    }
}
