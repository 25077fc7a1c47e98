package io.github.heartrate.toolkit.ward;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.heartrate.toolkit.ward.Assets.Asset;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the ward page. It reads the {@link Ward} and never holds up the thread that feeds it, however slow a browser is. Safe
 * for use by several threads. {@link #close} ends all pages' streams and frees the port; it may be called twice.
 */
public final class WardServer implements AutoCloseable {

    static final int MAX_STREAMS = 32;
    private static final Duration STUCK_AFTER = Duration.ofSeconds(5);
    private static final int REQUEST_THREADS = 4;
    private static final int MAX_BODY_BYTES = 4_096;
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";
    private static final Logger LOG = LoggerFactory.getLogger(WardServer.class);

    private final Ward ward;
    private final Changes changes;
    private final Assets assets = new Assets();
    private final HttpServer server;
    private final ExecutorService requests = Executors.newFixedThreadPool(REQUEST_THREADS, daemon("ward-request"));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<EventStream, Thread> streams = new ConcurrentHashMap<>();

    private WardServer(Ward ward, BedsideControls controls, InetSocketAddress address) throws IOException {
        this.ward = ward;
        this.changes = new Changes(ward, controls);
        this.server = HttpServer.create(address, 0);
    }

    /**
     * Starts to serve.
     *
     * @param ward what to show
     * @param controls who takes what is done on the page
     * @param address where to listen; port 0 for any free one. There is no log-in: other than loopback, everybody who
     *     reaches it can read, acknowledge and pause
     * @return a server that answers
     * @throws IOException if the address can't be had, such as {@link java.net.BindException} for a port in use
     */
    public static WardServer start(Ward ward, BedsideControls controls, InetSocketAddress address) throws IOException {
        // Read once, when the first server of the JVM is made: send small frames at once, end requests that dribble in.
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxReqTime", "10");
        WardServer started = new WardServer(ward, controls, address);
        started.server.setExecutor(started.requests);
        started.server.createContext("/", started::handle);
        started.server.start();
        daemon("ward-watch").newThread(started::dropStuckStreams).start();
        return started;
    }

    /**
     * Where the page is.
     *
     * @return host and the port really bound
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * The page's address for a browser.
     *
     * @return such as {@code http://127.0.0.1:8080/}
     */
    public String url() {
        String host = address().getAddress().getHostAddress();
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + address().getPort() + "/";
    }

    int streamCount() {
        return streams.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            addHeaders(exchange.getResponseHeaders());
            Optional<String> refusal = RequestGuard.refusalOfAny(exchange.getRequestHeaders());
            if (refusal.isPresent()) {
                answer(exchange, 403, refusal.get());
                return;
            }
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            if (changes.has(path)) {
                change(exchange, method, path);
            } else if (path.equals("/events") && method.equals("GET")) {
                stream(exchange);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                answer(exchange, 405, "only GET: " + method);
            } else {
                serveAsset(exchange, path, method.equals("HEAD"));
            }
        } catch (RuntimeException e) {
            LOG.warn("a request failed", e);
            exchange.close();
        }
    }

    private static void addHeaders(Headers headers) {
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private void serveAsset(HttpExchange exchange, String path, boolean headOnly) throws IOException {
        Optional<Asset> asset = assets.at(path);
        if (asset.isEmpty()) {
            answer(exchange, 404, "no such page");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", asset.get().contentType());
        byte[] content = asset.get().resource().bytes();
        exchange.sendResponseHeaders(200, headOnly ? -1 : content.length);
        if (!headOnly) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private void change(HttpExchange exchange, String method, String path) throws IOException {
        if (!method.equals("POST")) {
            answer(exchange, 405, "only POST: " + method);
            return;
        }
        Optional<String> refusal = RequestGuard.refusalOfChange(exchange.getRequestHeaders());
        if (refusal.isPresent()) {
            answer(exchange, 403, refusal.get());
            return;
        }
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(MAX_BODY_BYTES + 1);
        }
        if (body.length > MAX_BODY_BYTES) {
            answer(exchange, 413, "at most " + MAX_BODY_BYTES + " bytes");
            return;
        }
        Answer answer = changes.handle(path, body);
        answer(exchange, answer.status(), answer.text());
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (streams.size() >= MAX_STREAMS) {
            answer(exchange, 503, "at most " + MAX_STREAMS + " pages at once");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        EventStream stream = new EventStream(exchange, ward);
        Thread writer = daemon("ward-page").newThread(() -> {
            try {
                stream.run();
            } finally {
                streams.remove(stream);
            }
        });
        streams.put(stream, writer);
        writer.start();
    }

    /** Interrupting a thread that is blocked in a channel closes the channel. */
    private void dropStuckStreams() {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                streams.forEach((stream, writer) -> {
                    if (stream.isStuckFor(STUCK_AFTER)) {
                        LOG.info("dropped a page that took no data for {} s", STUCK_AFTER.toSeconds());
                        writer.interrupt();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        streams.keySet().forEach(EventStream::end);
        server.stop(0);
        streams.values().forEach(Thread::interrupt);
        requests.shutdownNow();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
