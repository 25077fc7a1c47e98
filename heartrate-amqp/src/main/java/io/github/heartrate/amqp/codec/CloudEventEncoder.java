package io.github.heartrate.amqp.codec;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Alert;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.util.Locale;

/**
 * Alerts as CloudEvents 1.0 (CNCF, 2019) in structured JSON: the attributes {@code id} (the alert's), {@code source}, {@code
 * type} (such as {@code io.github.heartrate.alert.raised}), {@code subject} (the patient's id) and {@code time}, and as {@code
 * data} what {@link AlertCodec} writes. A receiver that drops an event whose source and id it knows drops a repeated alert.
 * Safe for use by several threads.
 */
public final class CloudEventEncoder implements AlertEncoder {

    /** What {@code content_type} says of an event. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final String TYPE = "io.github.heartrate.alert.";

    private final AlertCodec codec = new AlertCodec();
    private final String source;

    /**
     * Writes events of one source.
     *
     * @param source a URI reference that names the installation, such as {@code /ward-3}; not blank
     * @throws IllegalArgumentException if it is blank
     */
    public CloudEventEncoder(String source) {
        this.source = requireNonNull(source, "source");
        if (source.isBlank()) {
            throw new IllegalArgumentException("source must not be blank");
        }
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public byte[] encode(Alert alert) {
        return Json.write(new JsonObject()
                .put("specversion", "1.0")
                .put("id", alert.id())
                .put("source", source)
                .put("type", TYPE + alert.phase().name().toLowerCase(Locale.ROOT))
                .put("subject", alert.patientId())
                .put("time", alert.time().toString())
                .put("datacontenttype", AlertCodec.CONTENT_TYPE)
                .put("data", codec.json(alert)));
    }
}
