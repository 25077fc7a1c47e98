package io.github.heartrate.amqp.internal.link;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything that anybody logs, of every level, with stack traces, until it is closed. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

    public static LogCapture ofEverything() {
        LogCapture capture = new LogCapture();
        capture.setContext(capture.root.getLoggerContext());
        capture.start();
        capture.root.setLevel(Level.TRACE);
        capture.root.addAppender(capture);
        return capture;
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** Warnings and errors. */
    public List<String> warnings() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Every line and every stack trace. */
    public String everything() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        for (ILoggingEvent event : events) {
            out.println(event.getLevel() + " " + event.getLoggerName() + " " + event.getThreadName() + " "
                    + event.getFormattedMessage());
            if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
                proxy.getThrowable().printStackTrace(out);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        stop();
    }
}
