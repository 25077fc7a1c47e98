package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WardServerTest extends ServedWard {

    @ParameterizedTest
    @CsvSource({
        "'', text/html; charset=utf-8",
        "alarms.js, text/javascript; charset=utf-8",
        "chart.js, text/javascript; charset=utf-8",
        "clock.js, text/javascript; charset=utf-8",
        "knowledge.js, text/javascript; charset=utf-8",
        "layout.js, text/javascript; charset=utf-8",
        "link.js, text/javascript; charset=utf-8",
        "pause.js, text/javascript; charset=utf-8",
        "requests.js, text/javascript; charset=utf-8",
        "text.js, text/javascript; charset=utf-8",
        "tile.js, text/javascript; charset=utf-8",
        "ward.js, text/javascript; charset=utf-8",
        "tile.css, text/css; charset=utf-8",
        "ward.css, text/css; charset=utf-8",
        "uplot.js, text/javascript; charset=utf-8",
        "uplot.css, text/css; charset=utf-8",
        "favicon.svg, image/svg+xml"
    })
    void everyFileOfThePageIsServedUnderAStrictPolicy(String path, String contentType)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isNotBlank();
        assertThat(response.headers().firstValue("Content-Type")).contains(contentType);
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void anythingElseIsNotThere() throws IOException, InterruptedException {
        assertThat(get("logback.xml").statusCode()).isEqualTo(404);
        assertThat(get("../ward.html").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyGetIsTakenOnFilesAndOnlyPostOnAcknowledgements() throws IOException, InterruptedException {
        HttpRequest post = request("").POST(BodyPublishers.ofString("x")).build();

        assertThat(send(post).statusCode()).isEqualTo(405);
        assertThat(get("acknowledge").statusCode()).isEqualTo(405);
    }

    @Test
    void requestUnderAnotherSitesNameIsRefused() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|not JSON",
                "{}|episode must be a string",
                "{\"episode\":\"e\",\"event\":\"v\",\"by\":7}|by must be a string",
                "{\"episode\":\"e\",\"event\":\"v\",\"by\":\" \"}|by must be a name of 1 to 64 characters",
                "{\"episode\":\"e\",\"event\":\"v\",\"by\":\"a\\nb\"}|by must be a name of 1 to 64 characters"
            })
    void badAcknowledgementIsOneLine(String body, String answer) throws IOException, InterruptedException {
        HttpResponse<String> response = post(body, "http://127.0.0.1:" + port());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(answer + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|400|not JSON",
                "{}|400|patient must be a string",
                "{\"patient\":\"a\"}|400|minutes must be a whole number from 0 to 10",
                "{\"patient\":\"a\",\"minutes\":\"2\"}|400|minutes must be a whole number from 0 to 10",
                "{\"patient\":\"a\",\"minutes\":1.5}|400|minutes must be a whole number from 0 to 10",
                "{\"patient\":\"a\",\"minutes\":11}|400|minutes must be a whole number from 0 to 10",
                "{\"patient\":\"a\",\"minutes\":-1}|400|minutes must be a whole number from 0 to 10",
                "{\"patient\":\"b\",\"minutes\":2}|409|no such patient on this ward"
            })
    void badPauseIsOneLine(String body, int status, String answer) throws IOException, InterruptedException {
        test.feed("a", "72");
        HttpResponse<String> response = pause(body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(answer + "\n");
        assertThat(tile().pause()).isNull();
    }

    @Test
    void frameHasTheNamesThatThePageReads() {
        test.feed("a", "49 48");
        test.pause("a", 120);
        JsonNode tile = JsonMapper.shared()
                .readTree(JsonMapper.shared().writeValueAsBytes(test.ward().since(Ward.NOTHING)))
                .at("/tiles/0");
        assertThat(tile.path("pause").propertyNames()).containsExactly("until", "ended", "broken");

        TestWard silent = new TestWard(
                AlarmPolicy.builder().staleAfter(Duration.ofSeconds(10)).build());
        silent.feed("a", "49 48");
        silent.pass(11);
        JsonNode alarm = JsonMapper.shared()
                .readTree(JsonMapper.shared().writeValueAsBytes(silent.ward().since(Ward.NOTHING)))
                .at("/tiles/0/alarms/0");
        assertThat(alarm.propertyNames())
                .containsExactly(
                        "episode",
                        "event",
                        "condition",
                        "priority",
                        "latched",
                        "text",
                        "spoken",
                        "breached",
                        "raised",
                        "cleared",
                        "reminders",
                        "acknowledgedBy",
                        "acknowledgedAt",
                        "lost");
        assertThat(alarm.path("lost").propertyNames()).containsExactly("bpm", "at", "run", "late", "newestLate");
    }

    @Test
    void bodyBeyondTheLimitIsRefused() throws IOException, InterruptedException {
        assertThat(post("x".repeat(5_000), "http://127.0.0.1:" + port()).statusCode())
                .isEqualTo(413);
    }

    @Test
    void streamBeginsWithEverythingAndGoesOnWithWhatChanges() throws IOException {
        test.feed("a", "72x4");
        try (Socket socket = open("/events");
                BufferedReader in = reader(socket)) {
            JsonNode first = nextFrame(in);
            test.feed("b", "80");
            JsonNode second = nextFrame(in);

            assertThat(first.path("full").booleanValue()).isTrue();
            assertThat(first.path("tiles").size()).isEqualTo(1);
            assertThat(first.path("tiles").get(0).path("points").size()).isEqualTo(4);
            assertThat(second.path("full").booleanValue()).isFalse();
            assertThat(second.path("tiles").get(0).path("patient").stringValue())
                    .isEqualTo("b");
        }
        await().until(() -> server.streamCount() == 0);
    }

    @Test
    void quietWardStillBeatsOnceASecond() throws IOException {
        try (Socket socket = open("/events");
                BufferedReader in = reader(socket)) {
            nextFrame(in);
            long before = System.nanoTime();
            nextFrame(in);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void pageThatNeverReadsIsDroppedAndHoldsUpNobody() throws IOException, InterruptedException {
        try (Socket stuck = new Socket()) {
            stuck.setReceiveBufferSize(4_096);
            stuck.connect(server.address());
            stuck.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> server.streamCount() == 1);

            long started = System.nanoTime();
            Duration slowest = Duration.ZERO;
            int round = 0;
            while (server.streamCount() > 0) {
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(60));
                long before = System.nanoTime();
                for (int patient = 0; patient < 200; patient++) {
                    test.accept(new Reading("p" + patient, test.now().plusMillis(1), 72 + round % 5));
                }
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                round++;
                if (round % 200 == 0) {
                    assertThat(get("").statusCode()).isEqualTo(200);
                }
            }

            assertThat(slowest).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void pagesBeyondTheLimitAreTurnedAway() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < WardServer.MAX_STREAMS; i++) {
                sockets.add(open("/events"));
            }
            await().until(() -> server.streamCount() == WardServer.MAX_STREAMS);

            assertThat(raw("GET /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 503");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void portInUseIsToldWhenStarting() {
        assertThatThrownBy(() -> WardServer.start(test.ward(), test.controls(), server.address()))
                .isInstanceOf(BindException.class);
    }

    @Test
    void closingEndsTheStreamsAndFreesThePort() throws IOException {
        InetSocketAddress address = server.address();
        try (Socket socket = open("/events");
                BufferedReader in = reader(socket)) {
            nextFrame(in);
            server.close();
            server.close();

            await().until(() -> server.streamCount() == 0);
        }
        server = WardServer.start(test.ward(), test.controls(), address);
        assertThat(server.url()).isEqualTo("http://127.0.0.1:" + address.getPort() + "/");
    }
}
