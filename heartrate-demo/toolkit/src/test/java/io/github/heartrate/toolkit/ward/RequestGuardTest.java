package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080", "192.0.2.7:80"})
    void hostThatNoOtherSiteCanBeIsTaken(String host) {
        assertThat(RequestGuard.refusalOfAny(headers("Host", host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:8080@x"})
    void hostThatAnotherSiteCanBeIsRefused(String host) {
        assertThat(RequestGuard.refusalOfAny(headers("Host", host)))
                .contains("Host must be localhost or an IP address: " + host);
    }

    @Test
    void missingHostIsRefused() {
        assertThat(RequestGuard.refusalOfAny(new Headers()))
                .contains("Host must be localhost or an IP address: (none)");
    }

    @Test
    void changeFromThePageItselfIsTaken() {
        assertThat(RequestGuard.refusalOfChange(change("http://127.0.0.1:8080", "same-origin")))
                .isEmpty();
        assertThat(RequestGuard.refusalOfChange(change("http://127.0.0.1:8080", null)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:9090", "https://127.0.0.1:8080"})
    void changeFromAnotherOriginIsRefused(String origin) {
        assertThat(RequestGuard.refusalOfChange(change(origin, null)))
                .contains("Origin must be http://127.0.0.1:8080: " + origin);
    }

    @Test
    void changeWithoutAnOriginIsRefused() {
        assertThat(RequestGuard.refusalOfChange(change(null, null)))
                .contains("Origin must be http://127.0.0.1:8080: (none)");
    }

    @Test
    void changeAcrossSitesIsRefused() {
        assertThat(RequestGuard.refusalOfChange(change("http://127.0.0.1:8080", "cross-site")))
                .contains("Sec-Fetch-Site must be same-origin: cross-site");
    }

    @Test
    void changeThatAFormCouldSendIsRefused() {
        Headers headers = change("http://127.0.0.1:8080", null);
        headers.set("Content-Type", "text/plain");

        assertThat(RequestGuard.refusalOfChange(headers))
                .contains("Content-Type must be application/json: [text/plain]");
    }

    private static Headers change(String origin, String site) {
        Headers headers = headers("Host", "127.0.0.1:8080");
        headers.set("Content-Type", "application/json");
        if (origin != null) {
            headers.set("Origin", origin);
        }
        if (site != null) {
            headers.set("Sec-Fetch-Site", site);
        }
        return headers;
    }

    private static Headers headers(String name, String value) {
        Headers headers = new Headers();
        headers.set(name, value);
        return headers;
    }
}
