package io.github.heartrate.demo;

import io.github.heartrate.amqp.testing.RabbitMq;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link PrintedCommandsIT}, of the documents that need a RabbitMQ with its default settings. */
class PrintedCommandsOnRabbitMqIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.atDefaultPort();

    @TempDir
    private Path folder;

    static Stream<PrintedCommands> documents() throws IOException {
        return Stream.concat(
                PrintedCommands.ofMarkdown().stream().filter(PrintedCommands::needsABroker),
                Stream.of(PrintedCommands.ofHelp(true)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandWorksAsPrinted(PrintedCommands document) throws IOException, InterruptedException {
        PrintedCommandsIT.run(document, folder);
    }
}
