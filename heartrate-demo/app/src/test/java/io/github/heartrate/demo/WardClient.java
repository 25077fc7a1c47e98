package io.github.heartrate.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser asks the ward page of a program for. */
record WardClient(String url) {

    private static final Pattern ANNOUNCED = Pattern.compile("ward page: (http://\\S+/)\n");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** The page that the program says it shows. */
    static WardClient of(Program program) throws IOException {
        program.awaitOutput("ward page: ");
        Matcher announced = ANNOUNCED.matcher(program.output());
        if (!announced.find()) {
            throw new IOException("no address of a page: " + program.output());
        }
        return new WardClient(announced.group(1));
    }

    HttpResponse<String> page() throws IOException, InterruptedException {
        return CLIENT.send(request("").build(), BodyHandlers.ofString());
    }

    /** Everything that is on the page now. */
    JsonNode frame() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = CLIENT.send(request("events").build(), BodyHandlers.ofInputStream());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("data: ")) {
                    return JsonMapper.shared().readTree(line.substring(6));
                }
            }
        }
        throw new IOException("the stream ended");
    }

    HttpResponse<String> acknowledge(JsonNode alarm, String by) throws IOException, InterruptedException {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("episode", alarm.path("episode").stringValue())
                .put("event", alarm.path("event").stringValue())
                .put("by", by)
                .toString();
        return post("acknowledge", body);
    }

    HttpResponse<String> pause(String patientId, int minutes) throws IOException, InterruptedException {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("patient", patientId)
                .put("minutes", minutes)
                .toString();
        return post("pause", body);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest post = request(path)
                .header("Content-Type", "application/json")
                .header("Origin", url.substring(0, url.length() - 1))
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(post, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT);
    }
}
