package io.github.heartrate.amqp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where RabbitMQ's programs are: Debian's package {@code rabbitmq-server} on this machine or, if the environment variable
 * {@code HEARTRATE_RABBITMQ_ROOT} names a folder, the same package in that folder, which is the root of another Debian
 * (see the package's description). Its programs run in a mount namespace of their own, with {@code /proc}, {@code /dev}
 * and the temporary folder of this machine, so that paths and process ids are the same inside and outside. That needs
 * root, {@code unshare}, {@code mount} and {@code chroot}.
 */
final class RabbitMqInstallation {

    static final String ROOT_VARIABLE = "HEARTRATE_RABBITMQ_ROOT";

    static final String UPGRADE_VARIABLE = "HEARTRATE_RABBITMQ_UPGRADE_ROOT";

    private static final String SCRIPTS = "usr/lib/rabbitmq/bin";
    private static final Pattern VERSION = Pattern.compile("rabbitmq_server-(\\d+)\\..*");
    /** What an Erlang application is made of, in the file {@code ebin/NAME.app} of its folder {@code NAME-VERSION}. */
    private static final Pattern APPLICATIONS = Pattern.compile("\\{applications,\\s*\\[([^]]*)]");

    private static final String ENTER = "root=$1; tmp=$2; shift 2;"
            + " mount --rbind /proc \"$root/proc\" && mount --rbind /dev \"$root/dev\""
            + " && mkdir -p \"$root$tmp\" && mount --bind \"$tmp\" \"$root$tmp\" && exec chroot \"$root\" \"$@\"";
    private static final RabbitMqInstallation INSTANCE = new RabbitMqInstallation(root(ROOT_VARIABLE));

    private final Path root;

    private RabbitMqInstallation(Path root) {
        this.root = root;
    }

    private static Path root(String variable) {
        String named = System.getenv(variable);
        return Path.of(named == null || named.isBlank() ? "/" : named);
    }

    /** The one of this run. */
    static RabbitMqInstallation get() {
        return INSTANCE;
    }

    /** The one to which a node is upgraded, in the folder that {@link #UPGRADE_VARIABLE} names. */
    static RabbitMqInstallation ofUpgrade() {
        return new RabbitMqInstallation(root(UPGRADE_VARIABLE));
    }

    boolean isPresent() {
        return Files.isExecutable(root.resolve(SCRIPTS).resolve("rabbitmq-server"));
    }

    /** The first number of the version, such as 4: the package has a folder {@code rabbitmq_server-4.0.5}. */
    int majorVersion() {
        try (Stream<Path> folders = Files.list(root.resolve("usr/lib/rabbitmq/lib"))) {
            return folders.map(folder -> VERSION.matcher(folder.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(version -> Integer.parseInt(version.group(1)))
                    .max()
                    .orElseThrow(() -> new IllegalStateException("no version in " + this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fills a folder with links to the folders of these plug-ins and of what they need. A node looks for each of its 500
     * modules in every folder of plug-ins, and reads what each of them can be set to: with few of them its start takes half
     * the processor time.
     */
    void linkPlugins(Path links, Collection<String> plugins) throws IOException {
        Path folder = root.resolve(SCRIPTS)
                .resolve("rabbitmq-server")
                .toRealPath()
                .resolveSibling("../plugins")
                .normalize();
        Map<String, Path> byName = new HashMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(plugin -> byName.put(plugin.getFileName().toString().replaceFirst("-[^-]*$", ""), plugin));
        }
        Deque<String> needed = new ArrayDeque<>(plugins);
        while (!needed.isEmpty()) {
            String name = needed.remove();
            Path plugin = byName.remove(name); // an application of Erlang is not here
            if (plugin != null) {
                Path inside = Path.of("/").resolve(root.toRealPath().relativize(plugin));
                Files.createSymbolicLink(links.resolve(plugin.getFileName()), inside);
                needed.addAll(applicationsOf(plugin.resolve("ebin").resolve(name + ".app")));
            }
        }
    }

    private static List<String> applicationsOf(Path file) throws IOException {
        Matcher applications = APPLICATIONS.matcher(Files.readString(file));
        if (!applications.find()) {
            throw new IllegalStateException("no applications in " + file);
        }
        return List.of(applications.group(1).strip().split("\\s*,\\s*"));
    }

    /** Runs {@code rabbitmq-server} or {@code rabbitmqctl}. */
    List<String> script(String name, String... arguments) {
        return command("/" + SCRIPTS + "/" + name, arguments);
    }

    /** Runs a program of the installation. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (!root.equals(Path.of("/"))) {
            command.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", ENTER, "sh"));
            command.addAll(List.of(root.toString(), System.getProperty("java.io.tmpdir")));
        }
        command.add(program);
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public String toString() {
        return "rabbitmq-server in " + root;
    }
}
