package io.github.heartrate.toolkit.ward;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.heartrate.toolkit.ward.Assets.Asset;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The page's files with a stream that is not as it should be: refused, silent, or of any content. */
final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Assets assets = new Assets();
    private final StreamAnswer events;
    private final String missing;

    @FunctionalInterface
    private interface StreamAnswer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private ScriptedServer(StreamAnswer events, String missing) throws IOException {
        this.events = events;
        this.missing = missing;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Does not have one of the page's files. */
    static ScriptedServer without(String path) throws IOException {
        return new ScriptedServer(exchange -> exchange.close(), path);
    }

    /** Answers no stream, but a status and a text. */
    static ScriptedServer refusing(int status, String contentType, String text) throws IOException {
        return new ScriptedServer(exchange -> answer(exchange, status, contentType, text), "");
    }

    /** Sends lines of data on the first stream, and then nothing more, on no stream. */
    static ScriptedServer sending(List<String> frames) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Queue<String> unsent = new ConcurrentLinkedQueue<>(frames);
        return new ScriptedServer(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    for (String frame = unsent.poll(); frame != null; frame = unsent.poll()) {
                        out.write(("data: " + frame + "\n\n").getBytes(StandardCharsets.UTF_8));
                    }
                    out.flush();
                    never.await();
                },
                "");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Asset> asset = path.equals(missing) ? Optional.empty() : assets.at(path);
        if (path.equals("/events")) {
            try {
                events.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (asset.isPresent()) {
            answer(
                    exchange,
                    200,
                    asset.get().contentType(),
                    new String(asset.get().resource().bytes(), StandardCharsets.UTF_8));
        } else {
            answer(exchange, 404, "text/plain", "no such page");
        }
    }

    private static void answer(HttpExchange exchange, int status, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
