package io.github.heartrate.toolkit.ward;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of the ward page from those that another site makes a browser send. A site can give its own name the
 * address 127.0.0.1 (DNS rebinding), but no name of its own is {@code localhost} or an address; and a browser says
 * truly which origin a POST comes from.
 */
final class RequestGuard {

    private static final Pattern OWN_HOST =
            Pattern.compile("(localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    private RequestGuard() {}

    /** Why a request is refused; empty if it is for this server under a name that no other site can have. */
    static Optional<String> refusalOfAny(Headers headers) {
        String host = headers.getFirst("Host");
        if (host == null || !OWN_HOST.matcher(host).matches()) {
            return Optional.of("Host must be localhost or an IP address: " + shown(host));
        }
        return Optional.empty();
    }

    /** Why a request that changes something is refused; empty if the page itself sent it. */
    static Optional<String> refusalOfChange(Headers headers) {
        String host = headers.getFirst("Host");
        String origin = headers.getFirst("Origin");
        if (!("http://" + host).equals(origin)) {
            return Optional.of("Origin must be http://" + shown(host) + ": " + shown(origin));
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return Optional.of("Sec-Fetch-Site must be same-origin: " + shown(site));
        }
        List<String> types = headers.getOrDefault("Content-Type", List.of());
        if (types.size() != 1 || !types.get(0).matches("application/json(;.*)?")) {
            return Optional.of("Content-Type must be application/json: " + types);
        }
        return Optional.empty();
    }

    private static String shown(@Nullable String header) {
        return header == null ? "(none)" : header;
    }
}
