package io.github.heartrate.toolkit.ward;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The changes that the page asks for, each posted as JSON to a path of its own. */
final class Changes {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private final Map<String, Change> byPath;

    /** Judges what was posted, and does it. */
    @FunctionalInterface
    interface Change {
        Answer handle(JsonNode json);
    }

    Changes(Ward ward, BedsideControls controls) {
        byPath = Map.of(
                "/acknowledge", new AcknowledgeRequests(ward, controls)::handle,
                "/pause", new PauseRequests(ward, controls)::handle);
    }

    boolean has(String path) {
        return byPath.containsKey(path);
    }

    Answer handle(String path, byte[] body) {
        Change change = byPath.get(path);
        if (change == null) {
            return new Answer(404, "no such change");
        }
        try {
            return change.handle(MAPPER.readTree(body));
        } catch (JacksonException e) {
            LOG.debug("a change that is not JSON", e);
            return Answer.bad("not JSON");
        }
    }
}
