package io.github.heartrate.demo.alerts;

import io.github.heartrate.Alert;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.Plural;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file of alerts that {@link AlertFile} wrote. A run that was killed may leave its end torn: what is whole before
 * it is read. Anything else that is no alert is an error that names its line.
 */
public final class AlertReader {

    /** How the JSON of an alert begins, so that a torn one is told from a file of something else. */
    private static final String JSON_START = "{\"id\":\"";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // an alert is followed by the next one
            .build();

    private final TearableInput in;
    private final Consumer<Alert> sink;
    private final AlertCodec codec = new AlertCodec();
    private long alerts;
    private long wholeBytes;
    private int line;

    private AlertReader(TearableInput in, Consumer<Alert> sink) {
        this.in = in;
        this.sink = sink;
    }

    /**
     * What a file was found to hold.
     *
     * @param alerts how many
     * @param wholeBytes as far as the content, unpacked, is whole; of a JSON array without its closing bracket
     * @param isTorn whether something follows that is no whole alert
     */
    public record Found(long alerts, long wholeBytes, boolean isTorn) {

        Found torn() {
            return new Found(alerts, wholeBytes, true);
        }

        /** One sentence on a torn end; empty if the file is whole. */
        public Optional<String> complaint() {
            return isTorn
                    ? Optional.of("the last alert is torn, as a killed run leaves it; "
                            + Plural.of(alerts, "whole alert") + " before it")
                    : Optional.empty();
        }
    }

    /** Reads all alerts of a file; one that can't be read is a {@link UserErrorException}. */
    public static Found read(Path file, Consumer<Alert> sink) {
        AlertFormat format = AlertFormat.of(file);
        try (InputStream raw = Files.newInputStream(file)) {
            TearableInput in = TearableInput.of(raw, format.isPacked());
            AlertReader reader = new AlertReader(in, sink);
            try {
                Found found = reader.read(format.shape());
                return format.isPacked() && !isWhole(file) ? found.torn() : found;
            } catch (UndecodableMessageException | IllegalArgumentException e) {
                throw new UserErrorException(file + ": line " + reader.line + ", " + e.getMessage(), e);
            }
        } catch (NoSuchFileException e) {
            throw new UserErrorException(file + ": no such file", e);
        } catch (ZipException e) {
            throw new UserErrorException(file + ": not a sound archive: " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            String why = Files.isDirectory(file) ? "is a folder" : "can't be read: " + e.getMessage();
            throw new UserErrorException(file + ": " + why, e);
        }
    }

    private static boolean isWhole(Path packed) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(packed.toFile(), "r")) {
            return GzipMembers.wholeBytes(content) == content.length();
        }
    }

    private Found read(AlertFormat.Shape shape) throws IOException {
        boolean isTorn = switch (shape) {
            case JSON_LINES -> readLines();
            case JSON -> readArray();
            case CSV -> readCsv();
            case HL7 -> throw new IllegalStateException("alerts as hl7 are not read");
        };
        return new Found(alerts, wholeBytes, isTorn || in.isCutOff());
    }

    private void take(Alert alert) {
        sink.accept(alert);
        alerts++;
    }

    /** A last line without its end is whole if it is an alert. */
    private boolean readLines() throws IOException {
        for (byte[] text = nextLine(); text != null; text = nextLine()) {
            try {
                if (!new String(text, StandardCharsets.UTF_8).isBlank()) {
                    take(codec.decode(text));
                }
            } catch (UndecodableMessageException e) {
                if (in.isLineEnded() || !isBeginningOf(JSON_START, text)) {
                    throw e;
                }
                return true;
            }
            wholeBytes = in.position();
        }
        return false;
    }

    /** A last line without its end is torn, since a number or a name may be cut short. */
    private boolean readCsv() throws IOException {
        byte[] header = nextLine();
        if (header == null) {
            return false;
        }
        String columns = new String(header, StandardCharsets.UTF_8).stripTrailing();
        if (!in.isLineEnded() && isBeginningOf(AlertCsv.HEADER, header)) {
            return true;
        }
        AlertCsv.requireHeader(columns);
        wholeBytes = in.position();
        for (String text = nextRecord(); text != null; text = nextRecord()) {
            if (!in.isLineEnded()) {
                return true;
            }
            if (!text.isBlank()) {
                take(AlertCsv.parse(text));
            }
            wholeBytes = in.position();
        }
        return false;
    }

    /** A name may hold the end of a line, in quotes. */
    private @Nullable String nextRecord() throws IOException {
        byte[] first = nextLine();
        if (first == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(new String(first, StandardCharsets.UTF_8));
        while (in.isLineEnded() && text.chars().filter(c -> c == '"').count() % 2 != 0) {
            byte[] more = nextLine();
            if (more != null) {
                text.append('\n').append(new String(more, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private byte @Nullable [] nextLine() throws IOException {
        line++;
        return in.readLine();
    }

    /** Whether the one, as far as both go, is the other. */
    private static boolean isBeginningOf(String expected, byte[] text) {
        byte[] start = expected.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(start.length, text.length);
        return Arrays.equals(start, 0, length, text, 0, length);
    }

    private boolean readArray() throws IOException {
        try (JsonParser parser = JSON.createParser(in)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return false;
            }
            line = parser.currentTokenLocation().getLineNr();
            if (first != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException("must be an array of alerts");
            }
            return readElements(parser);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private boolean readElements(JsonParser parser) {
        wholeBytes = parser.currentLocation().getByteOffset();
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                line = parser.currentTokenLocation().getLineNr();
                JsonNode element = JSON.readTree(parser);
                take(codec.decode(JSON.writeValueAsBytes(element)));
                wholeBytes = parser.currentLocation().getByteOffset();
            }
        } catch (StreamReadException e) {
            if (in.isEnded() && parser.currentLocation().getByteOffset() >= in.position()) {
                return true;
            }
            throw e;
        }
        if (parser.nextToken() != null) {
            line = parser.currentTokenLocation().getLineNr();
            throw new IllegalArgumentException("must end after the array");
        }
        return false;
    }
}
