package io.github.heartrate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.AlertListener;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.demo.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application, with its web server, on the embedded broker of the demo. */
class WardApplicationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double[] RATES = {72, 104, 108, 111, 117, 98, 72};

    private final Instant start = Instant.now();
    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedBroker broker;

    @BeforeEach
    void open() {
        broker = EmbeddedBroker.start();
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void alertReachesAListenerBeanAndMetersAndHealthAreShown() throws Exception {
        try (ConfigurableApplicationContext ward = start()) {
            for (int second = 0; second < RATES.length; second++) {
                assertThat(publish(ward, second)).contains("CONFIRMED");
            }

            Pager pager = ward.getBean(Pager.class);
            List<String> ids = idsOfTheCore(ward.getBean(AlarmPolicy.class));
            await().atMost(LIMIT).until(() -> pager.ids().size() >= ids.size());
            assertThat(pager.ids()).isEqualTo(ids).hasSize(2);

            awaitHealth(ward, 200, "\"status\":\"UP\"", "\"partition 0\":\"ACTIVE\"");
            assertThat(get(ward, "/actuator/metrics/heartrate.alerts?tag=phase:raised")
                            .body())
                    .contains("\"value\":1.0");

            broker.close();
            awaitHealth(ward, 503, "\"status\":\"DOWN\"", "\"partition 0\":\"DOWN: no connection");
        }
    }

    @Test
    void closedContextLosesNothingAndClosesTheInstanceBeforeItsListeners() throws Exception {
        Pager first;
        HeartRateAmqp instance;
        try (ConfigurableApplicationContext ward = start()) {
            first = ward.getBean(Pager.class);
            instance = ward.getBean(HeartRateAmqp.class);
            first.watch(instance);
            for (int second = 0; second < 3; second++) {
                publish(ward, second);
            }
        }
        assertThat(first.outlivedTheInstance).isTrue();
        assertThatIllegalStateException().isThrownBy(instance::publisher).withMessage("the instance is closed");

        try (ConfigurableApplicationContext ward = start()) {
            Pager second = ward.getBean(Pager.class);
            for (int at = 3; at < RATES.length; at++) {
                publish(ward, at);
            }

            List<String> ids = idsOfTheCore(ward.getBean(AlarmPolicy.class));
            await().atMost(LIMIT).until(() -> second.ids().size() >= ids.size());
            assertThat(second.ids()).isEqualTo(ids);
        }
    }

    /** A listener bean beside the one of the application. */
    static final class Pager implements AlertListener, DisposableBean {

        private final Queue<Alert> alerts = new ConcurrentLinkedQueue<>();
        private HeartRateAmqp instance;
        private boolean outlivedTheInstance;

        @Override
        public void onAlert(Alert alert) {
            alerts.add(alert);
        }

        void watch(HeartRateAmqp watched) {
            instance = watched;
        }

        @Override
        public void destroy() {
            if (instance != null) {
                assertThatIllegalStateException().isThrownBy(instance::publisher);
                outlivedTheInstance = true;
            }
        }

        List<String> ids() {
            return ofInterest(alerts);
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(WardApplication.class, Pager.class)
                .run(
                        "--server.port=0",
                        "--heartrate.uri=" + broker.uri(),
                        "--heartrate.stale-after=1h",
                        "--logging.level.qpid=WARN");
    }

    private List<String> idsOfTheCore(AlarmPolicy policy) {
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(policy).listener(alerts::add).build();
        for (int second = 0; second < RATES.length; second++) {
            monitor.accept(new Reading("Patient_1", time(second), RATES[second]));
        }
        return ofInterest(alerts);
    }

    /** On a slow machine reminders may come between the two, since ticks tell the time. */
    private static List<String> ofInterest(Iterable<Alert> alerts) {
        List<String> ids = new ArrayList<>();
        for (Alert alert : alerts) {
            if (alert.phase() == Phase.RAISED || alert.phase() == Phase.CLEARED) {
                ids.add(alert.id());
            }
        }
        return ids;
    }

    /** Ten seconds between two readings, so that the delay of the bedside policy is over at the third high one. */
    private Instant time(int number) {
        return start.minusSeconds(120).plusSeconds(10L * number);
    }

    private String publish(ConfigurableApplicationContext ward, int number) throws Exception {
        String query = "?patient=Patient_1&bpm=" + RATES[number] + "&time=" + time(number);
        return http.send(
                        HttpRequest.newBuilder(uri(ward, "/readings" + query))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void awaitHealth(ConfigurableApplicationContext ward, int status, String... parts) {
        await().atMost(LIMIT).untilAsserted(() -> {
            HttpResponse<String> health = get(ward, "/actuator/health/heartRate");
            assertThat(health.body()).contains(parts);
            assertThat(health.statusCode()).isEqualTo(status);
        });
    }

    private HttpResponse<String> get(ConfigurableApplicationContext ward, String path)
            throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(ward, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(ConfigurableApplicationContext ward, String path) {
        return URI.create("http://localhost:" + ward.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}
