package io.github.heartrate.toolkit.ward;

import io.github.heartrate.Alert;
import io.github.heartrate.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Takes the acknowledgements that the page posts: {@code {"episode": ..., "event": ..., "by": ...}}. */
final class AcknowledgeRequests {

    static final int MAX_NAME_LENGTH = 64;
    private static final List<String> FIELDS = List.of("episode", "event", "by");
    private static final Answer CHANGED = Answer.refused("the alarm has changed or is over; look again");
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgeRequests.class);

    private final Ward ward;
    private final BedsideControls controls;

    AcknowledgeRequests(Ward ward, BedsideControls controls) {
        this.ward = ward;
        this.controls = controls;
    }

    Answer handle(JsonNode json) {
        for (String field : FIELDS) {
            if (!json.path(field).isString()) {
                return Answer.bad(field + " must be a string");
            }
        }
        String by = json.path("by").stringValue().strip();
        if (by.isEmpty() || by.length() > MAX_NAME_LENGTH || by.chars().anyMatch(Character::isISOControl)) {
            return Answer.bad("by must be a name of 1 to " + MAX_NAME_LENGTH + " characters");
        }
        Optional<Alert> seen = ward.notice(
                json.path("episode").stringValue(), json.path("event").stringValue());
        return seen.isEmpty() ? CHANGED : acknowledge(seen.get(), by);
    }

    private Answer acknowledge(Alert seen, String by) {
        Outcome outcome;
        try {
            outcome = controls.acknowledge(seen, by, ward.now());
        } catch (IOException e) {
            LOG.warn("an acknowledgement could not be handed on", e);
            return new Answer(503, "the monitor does not answer");
        }
        outcome.alerts().forEach(ward::observe);
        return switch (outcome.verdict()) {
            case ACCEPTED -> Answer.done("acknowledged");
            case DUPLICATE -> Answer.done("acknowledged before");
            case HELD, AHEAD -> Answer.HELD;
            case OUTDATED, UNKNOWN, CONFLICT, LATE, IMPLAUSIBLE -> CHANGED;
        };
    }
}
