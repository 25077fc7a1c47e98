package io.github.heartrate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Deterministic ids: the first 32 hex digits of SHA-256 over length-prefixed UTF-8 fields. */
final class AlertIds {

    private static final int ID_BYTES = 16;

    /** Looking for the algorithm each time is slow. Each digest leaves it as new. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(AlertIds::sha256);

    private AlertIds() {}

    static String episode(String patientId, Condition condition, Instant onset) {
        return hash(patientId, condition.name(), onset.toString());
    }

    static String event(String episodeId, Phase phase, int number) {
        return hash(episodeId, phase.name(), Integer.toString(number));
    }

    private static String hash(String... fields) {
        MessageDigest digest = DIGEST.get();
        for (String field : fields) {
            byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES + utf8.length)
                    .putInt(utf8.length)
                    .put(utf8)
                    .flip());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
