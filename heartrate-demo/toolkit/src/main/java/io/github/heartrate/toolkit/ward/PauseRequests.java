package io.github.heartrate.toolkit.ward;

import io.github.heartrate.Outcome;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Takes the pauses that the page posts: {@code {"patient": ..., "minutes": ...}}; 0 minutes end one. */
final class PauseRequests {

    /** Chosen here: longer than washing and turning take, and too short to be forgotten. */
    static final int MAX_MINUTES = 10;

    private static final Answer OUTRUN =
            Answer.refused("something else was told about this patient at the same time or later; look again");
    private static final Logger LOG = LoggerFactory.getLogger(PauseRequests.class);

    private final Ward ward;
    private final BedsideControls controls;

    PauseRequests(Ward ward, BedsideControls controls) {
        this.ward = ward;
        this.controls = controls;
    }

    Answer handle(JsonNode json) {
        JsonNode patient = json.path("patient");
        JsonNode minutes = json.path("minutes");
        if (!patient.isString()) {
            return Answer.bad("patient must be a string");
        }
        if (!minutes.isInt() || minutes.intValue() < 0 || minutes.intValue() > MAX_MINUTES) {
            return Answer.bad("minutes must be a whole number from 0 to " + MAX_MINUTES);
        }
        if (ward.hasEnded()) {
            return Answer.refused("the readings have ended");
        }
        if (!ward.hasPatient(patient.stringValue())) {
            return Answer.refused("no such patient on this ward");
        }
        return pause(patient.stringValue(), Duration.ofMinutes(minutes.intValue()));
    }

    private Answer pause(String patientId, Duration length) {
        Outcome outcome;
        try {
            Instant now = ward.now();
            outcome = controls.pause(patientId, now.plus(length), now);
        } catch (IOException e) {
            LOG.warn("a pause could not be handed on, or nothing tells what came of it", e);
            return new Answer(503, "the monitor does not answer; look whether the bed is paused");
        } catch (DateTimeException e) {
            LOG.debug("a pause beyond the last instant", e);
            return Answer.refused("the ward's time is too far ahead for a pause");
        }
        outcome.alerts().forEach(ward::observe);
        return switch (outcome.verdict()) {
            case ACCEPTED -> Answer.done(length.isZero() ? "the pause is over" : "paused");
            case DUPLICATE -> Answer.done("told before");
            case UNKNOWN -> Answer.refused("the monitor knows nothing of this patient yet");
            case HELD, AHEAD -> Answer.HELD;
            case CONFLICT, LATE, OUTDATED, IMPLAUSIBLE -> OUTRUN;
        };
    }
}
