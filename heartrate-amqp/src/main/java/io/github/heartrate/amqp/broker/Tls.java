package io.github.heartrate.amqp.broker;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.SocketConfigurators;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connection is encrypted, and whom it trusts. The broker's certificate must be valid, signed by a trusted
 * authority, and made out to the host name that is connected to; only {@link #withoutVerification} gives that up.
 * Immutable, and safe for use by several threads.
 *
 * <pre>{@code
 * Broker.of(URI.create("amqps://user:password@broker.ward:5671/vhost"), Tls.trusting(Path.of("ca.pem")))
 * }</pre>
 */
public final class Tls {

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final String PROTOCOL = "TLS"; // the best that the JDK and the broker both have

    private final Optional<SSLContext> context;

    private Tls(Optional<SSLContext> context) {
        this.context = context;
    }

    /**
     * Trusts the authorities that the JDK trusts; what {@code amqps://} means unless told otherwise.
     *
     * @return verification by the JDK's own trust store
     */
    public static Tls trustingTheSystem() {
        return new Tls(Optional.of(context(new KeyManager[0], Optional.empty())));
    }

    /**
     * Trusts the given authorities, and no others.
     *
     * @param authorities a PEM file with one CA certificate or more
     * @return verification by these
     * @throws IllegalArgumentException if the file can't be read or holds no certificate; the message names it
     */
    public static Tls trusting(Path authorities) {
        return new Tls(Optional.of(context(new KeyManager[0], Optional.of(authorities))));
    }

    /**
     * Trusts the given authorities, and shows the broker a certificate of ours.
     *
     * @param authorities a PEM file with one CA certificate or more
     * @param keyStore a PKCS #12 file with our private key and its certificates
     * @param password of the key store and the key; it is not kept
     * @return verification in both directions
     * @throws IllegalArgumentException if a file can't be read or is not what it should be; the message names it
     */
    public static Tls mutual(Path authorities, Path keyStore, char[] password) {
        return new Tls(Optional.of(context(keys(keyStore, password), Optional.of(authorities))));
    }

    /**
     * Uses a context that the application made. It decides about the certificate; the host name is verified all the same.
     *
     * @param context with its trust and key managers
     * @return that context
     */
    public static Tls of(SSLContext context) {
        return new Tls(Optional.of(context));
    }

    /**
     * Encrypts, but believes any server that answers: anyone on the way can read and change everything. For experiments only; a
     * warning is logged for every broker it is used for.
     *
     * @return no verification
     */
    public static Tls withoutVerification() {
        return new Tls(Optional.empty());
    }

    void applyTo(ConnectionFactory factory) {
        if (context.isPresent()) {
            factory.useSslProtocol(context.get());
            factory.enableHostnameVerification();
            return;
        }
        LOG.warn(
                "TLS to {}:{} verifies nothing: anyone on the way can read and change it",
                factory.getHost(),
                factory.getPort());
        try {
            // The factory verifies the host name from the moment it is given an amqps:// URI.
            factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator());
            factory.useTlsWithNoVerification();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** Empty without verification. */
    Optional<SSLContext> context() {
        return context;
    }

    private static SSLContext context(KeyManager[] keys, Optional<Path> authorities) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(keys, trust(authorities), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** The JDK's authorities if none are given. */
    private static TrustManager[] trust(Optional<Path> authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.map(Tls::storeOf).orElse(null));
        return factory.getTrustManagers();
    }

    private static KeyStore storeOf(Path authorities) {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("no certificate in " + authorities);
            }
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException("CA certificates can't be read: " + authorities, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a PEM file of CA certificates: " + authorities, e);
        }
    }

    private static KeyManager[] keys(Path keyStore, char[] password) {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "client key can't be read: " + keyStore + " must be PKCS #12, and the password right", e);
        }
    }

    @Override
    public String toString() {
        return context.isPresent() ? "TLS" : "TLS without verification";
    }
}
