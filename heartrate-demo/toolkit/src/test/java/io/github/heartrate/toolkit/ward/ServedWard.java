package io.github.heartrate.toolkit.ward;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.TileView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ward on a server of its own, which tests ask by HTTP. */
abstract class ServedWard {

    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final TestWard test = new TestWard(AlarmPolicy.DEFAULT);
    WardServer server;

    @BeforeEach
    void start() throws IOException {
        server = WardServer.start(test.ward(), test.controls(), ANY_PORT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    TileView tile() {
        return test.ward().since(Ward.NOTHING).tiles().get(0);
    }

    AlarmView alarm() {
        return tile().alarms().get(0);
    }

    HttpResponse<String> pause(String body) throws IOException, InterruptedException {
        return post("pause", body, "http://127.0.0.1:" + port());
    }

    HttpResponse<String> acknowledge(AlarmView alarm, String by) throws IOException, InterruptedException {
        return post(
                "{\"episode\":\"" + alarm.episode() + "\",\"event\":\"" + alarm.event() + "\",\"by\":\"" + by + "\"}",
                "http://127.0.0.1:" + port());
    }

    HttpResponse<String> post(String body, String origin) throws IOException, InterruptedException {
        return post("acknowledge", body, origin);
    }

    HttpResponse<String> post(String path, String body, String origin) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(10));
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    String raw(String request) throws IOException {
        try (Socket socket = new Socket(server.address().getAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** In the old version of HTTP, whose bodies are not cut into chunks. */
    Socket open(String path) throws IOException {
        Socket socket = new Socket(server.address().getAddress(), port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static JsonNode nextFrame(BufferedReader in) throws IOException {
        while (true) {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the stream ended");
            }
            if (line.startsWith("data: ")) {
                return JsonMapper.shared().readTree(line.substring(6));
            }
        }
    }

    int port() {
        return server.address().getPort();
    }
}
