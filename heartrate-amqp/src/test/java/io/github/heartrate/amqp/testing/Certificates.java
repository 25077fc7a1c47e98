package io.github.heartrate.amqp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority, and keys with certificates signed by it, made with the JDK's {@code keytool} in a folder of the caller.
 * Not safe for use by several threads.
 */
public final class Certificates {

    /** Of every key store made here. */
    public static final String PASSWORD = "not-a-secret";

    private static final int LIMIT_SECONDS = 60;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final Path authority;

    private Certificates(Path folder) {
        this.folder = folder;
        this.authority = folder.resolve("ca.p12");
    }

    /** Makes an authority in an empty folder, and serves a certificate for {@code localhost} and 127.0.0.1. */
    public static Certificates in(Path folder) {
        Certificates certificates = new Certificates(folder);
        certificates.make(certificates.authority, "-dname", "CN=heartrate tests CA", "-ext", "bc:c", "-validity", "30");
        certificates.write("ca.pem", pem(certificates.authority, Part.CERTIFICATE));
        certificates.issue("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
        certificates.serve("server");
        return certificates;
    }

    private enum Part {
        CERTIFICATE,
        PRIVATE_KEY
    }

    /** The authority's certificate. */
    public Path caPem() {
        return folder.resolve("ca.pem");
    }

    /** What the broker shows: a copy of what was last {@link #serve served}. */
    Path servedPem() {
        return folder.resolve("served.pem");
    }

    Path servedKeyPem() {
        return folder.resolve("served.key.pem");
    }

    /** Makes the broker show the certificate of this name, once it reads its files (again). */
    public void serve(String name) {
        try {
            Files.copy(folder.resolve(name + ".pem"), servedPem(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(folder.resolve(name + ".key.pem"), servedKeyPem(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a key and a certificate for it, as {@code <name>.p12}, {@code <name>.pem} and {@code <name>.key.pem}.
     *
     * @param name of the files, and the common name
     * @param keytoolOptions such as {@code -ext san=dns:localhost}
     * @return the PKCS #12 file
     */
    public Path issue(String name, String... keytoolOptions) {
        Path store = folder.resolve(name + ".p12");
        List<String> options = new ArrayList<>(List.of("-dname", "CN=" + name));
        options.addAll(List.of(keytoolOptions));
        // The signer must be in the same store: start from the authority's, and take it out again.
        try {
            Files.copy(authority, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options.addAll(List.of("-signer", "ca"));
        make(store, "own", options);
        keytool(List.of("-delete", "-alias", "ca", "-keystore", store.toString(), "-storepass", PASSWORD));
        write(name + ".pem", pem(store, Part.CERTIFICATE));
        write(name + ".key.pem", pem(store, Part.PRIVATE_KEY));
        return store;
    }

    private void make(Path store, String... options) {
        make(store, "ca", List.of(options));
    }

    private static void make(Path store, String alias, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", "RSA"));
        arguments.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        arguments.addAll(options);
        keytool(arguments);
    }

    private static void keytool(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1"); // it ends before a better compiler pays
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }

    private static String pem(Path file, Part part) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            String alias = store.aliases().nextElement();
            Certificate certificate = store.getCertificate(alias);
            return switch (part) {
                case CERTIFICATE -> block("CERTIFICATE", certificate.getEncoded());
                case PRIVATE_KEY ->
                    block(
                            "PRIVATE KEY",
                            store.getKey(alias, PASSWORD.toCharArray()).getEncoded());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + BASE64.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
