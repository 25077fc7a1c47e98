package io.github.heartrate.demo.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Two files of logs, {@code logs/producer.log} and {@code logs/consumer.log}, made with their first line. Set up in code,
 * as reading the same from XML loads some hundred classes more.
 */
public final class LogFiles extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Appender<ILoggingEvent> consumer = file(context, "consumer");
        write(context, "producer", file(context, "producer"));
        write(context, "consumer", consumer);
        write(context, "io.github.heartrate", consumer);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, String name) {
        LayoutWrappingEncoder<ILoggingEvent> lines = new LayoutWrappingEncoder<>();
        lines.setContext(context);
        lines.setLayout(new LogLine());
        lines.start();
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setContext(context);
        file.setName(name);
        file.setFile("logs/" + name + ".log");
        file.setEncoder(lines);
        Appender<ILoggingEvent> opened = new OpenedByFirstLine(file);
        opened.start();
        return opened;
    }

    private static void write(LoggerContext context, String logger, Appender<ILoggingEvent> file) {
        Logger lines = context.getLogger(logger);
        lines.setLevel(Level.INFO);
        lines.setAdditive(false);
        lines.addAppender(file);
    }

    /** Makes no file for lines that never come. */
    private static final class OpenedByFirstLine extends AppenderBase<ILoggingEvent> {

        private final FileAppender<ILoggingEvent> file;

        OpenedByFirstLine(FileAppender<ILoggingEvent> file) {
            this.file = file;
        }

        @Override
        protected void append(ILoggingEvent line) {
            if (!file.isStarted()) {
                file.start();
            }
            file.doAppend(line);
        }

        @Override
        public void stop() {
            super.stop();
            file.stop();
        }
    }
}
