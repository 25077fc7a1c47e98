package io.github.heartrate.demo.options;

import io.github.heartrate.demo.terminal.WrongUsageException;
import io.github.heartrate.demo.text.Converters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of every run that can show itself as a ward page. */
public final class WebOptions {

    static final int MAX_PORT = 65_535;

    @Option(
            names = "--web",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "8080",
            preprocessor = OptionalValue.Port.class,
            converter = PortConverter.class,
            description = "Show the ward in a browser, on this port. Default: 8080; 0 for any free one.")
    private @Nullable Integer port;

    @Option(
            names = "--web-bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where the ward page listens. Default: 127.0.0.1, this machine alone; there is no log-in.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private String bind;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    boolean isWanted() {
        return port != null;
    }

    /** Where to listen; empty if no page is wanted. */
    public Optional<InetSocketAddress> address() {
        if (port == null) {
            if (spec.commandLine().getParseResult().hasMatchedOption("--web-bind")) {
                throw new WrongUsageException("--web-bind is of no use without --web");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByName(bind), port));
        } catch (UnknownHostException e) {
            throw new WrongUsageException("--web-bind must be an address of this machine: " + bind, e);
        }
    }

    /** Reads a port. */
    static final class PortConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            int port = Converters.wholeNumber(value);
            if (port < 0 || port > MAX_PORT) {
                throw new TypeConversionException("must be a port from 0 to " + MAX_PORT + ": " + value);
            }
            return port;
        }
    }
}
