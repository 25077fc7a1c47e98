package io.github.heartrate.demo.cli;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.Interruption;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.terminal.WrongUsageException;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.toolkit.bridge.MllpListener;
import io.github.heartrate.toolkit.bridge.ServerKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mllp}: takes HL7 v2 over MLLP and brings its readings to {@link MonitorCommand}. */
@Command(
        name = "mllp",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Takes HL7 v2 (ORU^R01) over MLLP and publishes the heart rates to a running RabbitMQ, for monitor, until Ctrl-C.",
            "It answers AA once the broker has confirmed everything in a message, AE if it has not, and AR if the message "
                    + "cannot be read. A bad value is parked with its reason."
        },
        footer = {
            "",
            "Examples:",
            "  heartrate-demo mllp",
            "  heartrate-demo mllp --hl7-zone Europe/Berlin --hl7-authority NORTH"
        })
final class MllpCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    @Mixin
    private final BridgeRun run = new BridgeRun();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "2575",
            description = "Where to listen; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen. Default: 127.0.0.1, this machine alone.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private String bind;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PKCS #12 file of the key to encrypt with. Default: no encryption.")
    private @Nullable Path key;

    @Option(
            names = "--tls-password",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Of that file. Give it as HEARTRATE_TLS_PASSWORD: a command line can be seen by others.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private String password;

    @Option(
            names = "--tls-authorities",
            paramLabel = "FILE",
            description =
                    "PEM file of the CAs that senders' certificates must be signed by. Default: senders show none.")
    private @Nullable Path authorities;

    @Option(
            names = "--hl7-zone",
            paramLabel = "ZONE",
            description = "Of times without an offset, if MSH-7 has none either. Default: such values are parked.")
    private @Nullable ZoneId zone;

    @Option(
            names = "--hl7-authority",
            paramLabel = "NAME",
            description = "The assigning authority (PID-3.4) that is left out of patient ids. Default: none.")
    private @Nullable String authority;

    @Option(
            names = "--hl7-codes",
            paramLabel = "CODE",
            split = ",",
            description = "What is a heart rate: codes with their coding systems. Default: 147842^MDC,8867-4^LN.")
    private @Nullable List<String> codes;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Topology topology = run.topology();
        Hl7Codec codec = codec();
        InetSocketAddress address = address();
        try (Interruption interruption = Interruption.ofThisThread()) {
            Broker target = run.brokerOf(topology, "mllp");
            MllpListener listener = listener(target, topology, codec, address);
            try (listener) {
                listener.start();
                out.println("listening on " + listener.address().getHostString() + ":"
                        + listener.address().getPort() + (key == null ? "" : " over TLS")
                        + "; readings go to " + target + "; Ctrl-C ends it");
                out.flush();
                run.awaitEnd();
            } catch (IOException e) {
                throw new UserErrorException(String.valueOf(e.getMessage()), e);
            }
            if (interruption.isRequested()) {
                out.println("interrupted");
            }
            out.println(Plural.of(listener.accepted(), "message") + " accepted, " + listener.refused() + " refused");
            out.flush();
        }
        return ExitCodes.DONE;
    }

    private MllpListener listener(Broker target, Topology topology, Hl7Codec codec, InetSocketAddress address) {
        MllpListener.Builder builder =
                MllpListener.builder(target, topology).address(address).codec(codec);
        if (key == null) {
            if (authorities != null) {
                throw new WrongUsageException("--tls-authorities is of no use without --tls-key");
            }
            return builder.build();
        }
        try {
            return builder.tls(
                            ServerKey.context(key, password.toCharArray(), Optional.ofNullable(authorities)),
                            authorities != null)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UserErrorException(String.valueOf(e.getMessage()), e);
        }
    }

    private Hl7Codec codec() {
        Hl7Codec codec = new Hl7Codec();
        try {
            if (zone != null) {
                codec = codec.withZone(zone);
            }
            if (authority != null) {
                codec = codec.withHomeAuthority(authority);
            }
            return codes == null ? codec : codec.withCodes(Set.copyOf(codes));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private InetSocketAddress address() {
        if (port < 0 || port > MAX_PORT) {
            throw new WrongUsageException("--port must be a port from 0 to " + MAX_PORT + ": " + port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(bind), port);
        } catch (UnknownHostException e) {
            throw new WrongUsageException("--bind must be an address of this machine: " + bind, e);
        }
    }
}
