package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.Fixed12ReadingCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.MqttReadingCodec;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.amqp.codec.SystemMessage;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import io.github.heartrate.amqp.internal.session.SessionOutput;
import io.github.heartrate.amqp.internal.session.TraceParent;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Holds {@code docs/asyncapi.json} to the code: its names, its content types, its headers and its examples. */
class AsyncApiTest {

    private static final Path PAGE = Path.of("docs/asyncapi.json");
    private static final JsonFactory JSON = new JsonFactory();
    private static final Topology TOPOLOGY = Topology.partitioned(1);

    private static Map<String, Object> page;

    @BeforeAll
    static void read() throws IOException {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), Files.readAllBytes(PAGE))) {
            page = object(value(in, in.nextToken()));
        }
    }

    private static Object value(JsonParser in, JsonToken token) {
        switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                for (String name = in.nextName(); name != null; name = in.nextName()) {
                    object.put(name, value(in, in.nextToken()));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                    array.add(value(in, next));
                }
                return array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return in.getDecimalValue();
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return token == JsonToken.VALUE_TRUE;
            }
            default -> {
                return Optional.ofNullable(in.getString()).orElse("");
            }
        }
    }

    @SuppressWarnings("unchecked") // objects are read as such maps
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> object(Map<String, Object> parent, String field) {
        return object(parent.getOrDefault(field, Map.of()));
    }

    private static Map<String, Object> messages() {
        return object(object(page, "components"), "messages");
    }

    private static String json(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, out);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator out) {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            object.forEach((name, field) -> {
                out.writeName((String) name);
                write(field, out);
            });
            out.writeEndObject();
        } else if (value instanceof List<?> array) {
            out.writeStartArray();
            array.forEach(element -> write(element, out));
            out.writeEndArray();
        } else if (value instanceof java.math.BigDecimal number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString((String) value);
        }
    }

    @Test
    void itIsOfAsyncApi3() {
        assertThat(page.get("asyncapi")).isEqualTo("3.0.0");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collectReferences(page, references);

        assertThat(references).hasSizeGreaterThan(30).allSatisfy(reference -> {
            Object target = page;
            for (String step : reference.substring("#/".length()).split("/", -1)) {
                target = object(target).get(step);
                if (target instanceof Map<?, ?> link && link.containsKey("$ref")) {
                    target = messages().get(String.valueOf(link.get("$ref")).replaceAll(".*/", ""));
                }
            }
            assertThat(target).as(reference).isNotNull();
        });
    }

    private static void collectReferences(Object value, List<String> references) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, field) -> {
                if (name.equals("$ref")) {
                    references.add((String) field);
                } else {
                    collectReferences(field, references);
                }
            });
        } else if (value instanceof List<?> array) {
            array.forEach(element -> collectReferences(element, references));
        }
    }

    /** The queues and exchanges of the topology, and those of the MQTT bridge and of the other layout. */
    @Test
    void everyQueueAndExchangeIsThereUnderItsName() {
        Set<String> queues = new TreeSet<>();
        Set<String> exchanges = new TreeSet<>();
        object(page, "channels").values().forEach(channel -> {
            Map<String, Object> amqp = object(object(object(channel), "bindings"), "amqp");
            if (amqp.get("is").equals("queue")) {
                String name = (String) object(amqp, "queue").get("name");
                assertThat(object(channel).get("address")).isEqualTo(name);
                queues.add(name.replace("{partition}", "0"));
            } else {
                exchanges.add((String) object(amqp, "exchange").get("name"));
            }
        });

        assertThat(queues)
                .containsExactlyInAnyOrder(
                        TOPOLOGY.readingsQueue(0),
                        TOPOLOGY.stateQueue(0),
                        TOPOLOGY.alertsQueue(),
                        TOPOLOGY.parkedQueue(),
                        TOPOLOGY.name() + ".mqtt",
                        "{patient}");
        assertThat(exchanges)
                .containsExactlyInAnyOrder(
                        TOPOLOGY.readingsExchange(),
                        TOPOLOGY.stateExchange(),
                        TOPOLOGY.alertsExchange(),
                        TOPOLOGY.parkedExchange(),
                        "amq.topic");
        assertThat(object(object(page, "channels"), "alive").get("address")).isEqualTo(SystemMessage.ROUTING_KEY);
    }

    @Test
    void everyMessageHasTheContentTypeOfItsCodec() {
        Map<String, String> types = messages().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, message ->
                        (String) object(message.getValue()).get("contentType")));

        assertThat(types)
                .containsEntry("reading", new JsonReadingCodec().contentType())
                .containsEntry("mqttReading", new MqttReadingCodec().contentType())
                .containsEntry("batch", BatchCodec.CONTENT_TYPE)
                .containsEntry("fhirReading", FhirReadingCodec.CONTENT_TYPE)
                .containsEntry("hl7Reading", Hl7Codec.CONTENT_TYPE)
                .containsEntry("control", ControlCodec.CONTENT_TYPE)
                .containsEntry("fixed12", new Fixed12ReadingCodec().contentType())
                .containsEntry("alert", AlertCodec.CONTENT_TYPE)
                .containsEntry("alive", SystemMessage.CONTENT_TYPE);
    }

    @Test
    void everyHeaderIsOneThatTheCodeKnows() {
        Set<String> headers = messages().values().stream()
                .flatMap(message -> object(object(object(message), "headers"), "properties").keySet().stream())
                .collect(Collectors.toSet());

        assertThat(headers)
                .containsExactlyInAnyOrder(
                        AlertConsumer.AGAIN_HEADER,
                        SessionOutput.REASON_HEADER,
                        SessionOutput.QUEUE_HEADER,
                        TraceParent.HEADER,
                        "x-heartrate-number");
    }

    @Test
    void everyExampleIsReadByItsCodec() {
        List<String> read = new ArrayList<>();
        messages().forEach((name, message) -> {
            for (Object example : (List<?>) object(message).getOrDefault("examples", List.of())) {
                Object payload = object(example).get("payload");
                boolean isBinary = object(object(message), "payload")
                        .getOrDefault("contentEncoding", "")
                        .equals("base64");
                byte[] body = isBinary
                        ? Base64.getDecoder().decode((String) payload)
                        : (payload instanceof String text ? text : json(payload)).getBytes(StandardCharsets.UTF_8);
                decode(name, body);
                read.add(name);
            }
        });

        assertThat(read)
                .contains(
                        "reading",
                        "batch",
                        "fhirReading",
                        "hl7Reading",
                        "control",
                        "fixed12",
                        "mqttReading",
                        "alert",
                        "alive");
    }

    private static void decode(String name, byte[] body) {
        switch (name) {
            case "reading" -> readings(new JsonReadingCodec(), body);
            case "batch" -> readings(new BatchCodec(), body);
            case "fhirReading" -> readings(new FhirReadingCodec(), body);
            case "hl7Reading" -> readings(new Hl7Codec(), body);
            case "fixed12" -> readings(new Fixed12ReadingCodec(), body);
            case "mqttReading" -> readings(new MqttReadingCodec(), body);
            case "control" -> assertThat(new ControlCodec().decode(body)).isNotNull();
            case "alert" -> assertThat(new AlertCodec().decode(body)).isNotNull();
            case "alive" -> assertThat(SystemMessage.decode(body)).isNotNull();
            default -> throw new IllegalArgumentException("an example of a message without a codec: " + name);
        }
    }

    private static void readings(MessageCodec codec, byte[] body) {
        ReadingBatch batch = codec.decode(new ReceivedMessage(
                body,
                "Patient_1",
                "vitals.Patient_1.hr",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
        assertThat(batch.readings()).isNotEmpty();
        assertThat(batch.bad()).isEmpty();
    }
}
