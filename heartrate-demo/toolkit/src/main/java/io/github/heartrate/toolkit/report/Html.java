package io.github.heartrate.toolkit.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What makes scripts safe in a page. {@link Tag} does that for text. */
final class Html {

    private Html() {}

    /** JSON that can't end the script element that holds it. */
    static String escapeJson(String json) {
        return json.replace("<", "\\u003c");
    }

    /** How a Content-Security-Policy names an inline script or style. */
    static String hash(String inline) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
