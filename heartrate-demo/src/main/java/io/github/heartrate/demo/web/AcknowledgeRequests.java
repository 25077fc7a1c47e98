package io.github.heartrate.demo.web;

import io.github.heartrate.Alert;
import io.github.heartrate.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Takes the acknowledgements that the page posts: {@code {"episode": ..., "event": ..., "by": ...}}. */
final class AcknowledgeRequests {

    static final int MAX_NAME_LENGTH = 64;
    private static final List<String> FIELDS = List.of("episode", "event", "by");
    private static final Answer CHANGED = new Answer(409, "the alarm has changed or is over; look again");
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgeRequests.class);
    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private final Ward ward;
    private final Acknowledger acknowledger;

    AcknowledgeRequests(Ward ward, Acknowledger acknowledger) {
        this.ward = ward;
        this.acknowledger = acknowledger;
    }

    /** An HTTP status and one line for whoever acknowledged. */
    record Answer(int status, String text) {}

    Answer handle(byte[] body) {
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (JacksonException e) {
            LOG.debug("an acknowledgement that is not JSON", e);
            return new Answer(400, "not JSON");
        }
        for (String field : FIELDS) {
            if (!json.path(field).isString()) {
                return new Answer(400, field + " must be a string");
            }
        }
        String by = json.path("by").stringValue().strip();
        if (by.isEmpty() || by.length() > MAX_NAME_LENGTH || by.chars().anyMatch(Character::isISOControl)) {
            return new Answer(400, "by must be a name of 1 to " + MAX_NAME_LENGTH + " characters");
        }
        Optional<Alert> seen = ward.notice(
                json.path("episode").stringValue(), json.path("event").stringValue());
        return seen.isEmpty() ? CHANGED : acknowledge(seen.get(), by);
    }

    private Answer acknowledge(Alert seen, String by) {
        Outcome outcome;
        try {
            outcome = acknowledger.acknowledge(seen, by, ward.now());
        } catch (IOException e) {
            LOG.warn("an acknowledgement could not be handed on", e);
            return new Answer(503, "the monitor does not answer");
        }
        outcome.alerts().forEach(ward::observe);
        return switch (outcome.disposition()) {
            case ACCEPTED -> new Answer(200, "acknowledged");
            case DUPLICATE -> new Answer(200, "acknowledged before");
            case OUTDATED, UNKNOWN, CONFLICT, LATE, IMPLAUSIBLE, HELD, AHEAD -> CHANGED;
        };
    }
}
