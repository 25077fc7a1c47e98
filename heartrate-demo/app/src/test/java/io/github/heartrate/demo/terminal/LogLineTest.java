package io.github.heartrate.demo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void lineIsTheTimeTheLevelTheLastOfTheNameAndTheText() {
        assertThat(new LogLine().doLayout(event("io.github.heartrate.Session", Level.INFO, null)))
                .isEqualTo("2026-01-01T08:00:00.045Z INFO  Session 3 readings judged" + System.lineSeparator());
    }

    @Test
    void lineIsWhatLogbacksPatternGives() {
        PatternLayout pattern = new PatternLayout();
        pattern.setContext(context);
        pattern.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0} %msg%n");
        pattern.start();
        Throwable failure = new IllegalStateException("a", new IllegalArgumentException("b"));

        for (LoggingEvent event : List.of(
                event("producer", Level.WARN, null),
                event("io.github.heartrate.Session", Level.ERROR, failure),
                event("a.", Level.INFO, null))) {
            assertThat(new LogLine().doLayout(event)).isEqualTo(pattern.doLayout(event));
        }
    }

    private LoggingEvent event(String logger, Level level, @Nullable Throwable failure) {
        Logger source = context.getLogger(logger);
        LoggingEvent event = new LoggingEvent("", source, level, "{} readings judged", failure, new Object[] {3});
        event.setInstant(Instant.parse("2026-01-01T08:00:00.045Z"));
        return event;
    }
}
