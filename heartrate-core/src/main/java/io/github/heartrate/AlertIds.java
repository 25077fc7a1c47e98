package io.github.heartrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Deterministic ids: the first 32 hex digits of SHA-256 over length-prefixed UTF-8 fields. */
final class AlertIds {

    private static final int ID_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

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
            for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                digest.update((byte) (utf8.length >> shift));
            }
            digest.update(utf8);
        }
        return HEX.formatHex(digest.digest(), 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
