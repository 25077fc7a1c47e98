package io.github.heartrate.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** What the campaign measured, one row per fault, in {@code target/fault-campaign.md}. */
final class CampaignReport {

    private static final Path FILE = Path.of("target", "fault-campaign.md");

    private CampaignReport() {}

    /** The outcome of one fault. */
    record Row(
            String fault,
            int times,
            int readings,
            int alerts,
            int lost,
            int invented,
            int repeats,
            Duration recovery,
            Duration bound) {

        String text() {
            return "| " + fault + " | " + times + " | " + readings + " | " + alerts + " | " + lost + " | " + invented
                    + " | " + repeats + " | " + seconds(recovery) + " | " + seconds(bound) + " |\n";
        }

        private static String seconds(Duration duration) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        }
    }

    static synchronized void add(Row row) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, row.text(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
