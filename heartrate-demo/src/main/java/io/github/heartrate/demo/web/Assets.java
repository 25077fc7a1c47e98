package io.github.heartrate.demo.web;

import io.github.heartrate.demo.report.Resource;
import java.util.Map;
import java.util.Optional;

/** The page's files, all of them read when the server starts. */
final class Assets {

    private final Map<String, Asset> byPath = Map.of(
            "/", own("ward.html", "text/html; charset=utf-8"),
            "/ward.css", own("ward.css", "text/css; charset=utf-8"),
            "/ward.js", own("ward.js", "text/javascript; charset=utf-8"),
            "/tile.js", own("tile.js", "text/javascript; charset=utf-8"),
            "/favicon.svg", own("favicon.svg", "image/svg+xml"),
            "/uplot.js", new Asset(Resource.UPLOT_SCRIPT, "text/javascript; charset=utf-8"),
            "/uplot.css", new Asset(Resource.UPLOT_STYLE, "text/css; charset=utf-8"));

    Optional<Asset> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static Asset own(String name, String contentType) {
        return new Asset(Resource.of(Assets.class, name), contentType);
    }

    /** A file and how it is announced. */
    record Asset(Resource resource, String contentType) {}
}
