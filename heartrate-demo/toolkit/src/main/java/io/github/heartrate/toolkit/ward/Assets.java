package io.github.heartrate.toolkit.ward;

import io.github.heartrate.toolkit.display.Resource;
import java.util.Map;
import java.util.Optional;

/** The page's files, all of them read when the server starts. */
final class Assets {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private final Map<String, Asset> byPath = Map.ofEntries(
            Map.entry("/", own("ward.html", "text/html; charset=utf-8")),
            entry("alarms.js", SCRIPT),
            entry("chart.js", SCRIPT),
            entry("clock.js", SCRIPT),
            entry("knowledge.js", SCRIPT),
            entry("layout.js", SCRIPT),
            entry("link.js", SCRIPT),
            entry("pause.js", SCRIPT),
            entry("requests.js", SCRIPT),
            entry("text.js", SCRIPT),
            entry("tile.js", SCRIPT),
            entry("ward.js", SCRIPT),
            entry("tile.css", STYLE),
            entry("ward.css", STYLE),
            entry("favicon.svg", "image/svg+xml"),
            Map.entry("/uplot.js", new Asset(Resource.UPLOT_SCRIPT, SCRIPT)),
            Map.entry("/uplot.css", new Asset(Resource.UPLOT_STYLE, STYLE)));

    Optional<Asset> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static Map.Entry<String, Asset> entry(String name, String contentType) {
        return Map.entry("/" + name, own(name, contentType));
    }

    private static Asset own(String name, String contentType) {
        return new Asset(Resource.of(Assets.class, name), contentType);
    }

    /** A file and how it is announced. */
    record Asset(Resource resource, String contentType) {}
}
