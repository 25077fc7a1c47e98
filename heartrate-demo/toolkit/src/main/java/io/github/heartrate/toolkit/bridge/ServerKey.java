package io.github.heartrate.toolkit.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What {@link MllpListener} shows its senders over TLS, and whom it trusts. */
public final class ServerKey {

    private ServerKey() {}

    /**
     * Reads a key, and the authorities of senders.
     *
     * @param keyStore a PKCS #12 file with the private key and its certificates
     * @param password of the key store and the key; it is not kept
     * @param authorities a PEM file with the CA certificates that senders' certificates must be signed by; empty if senders
     *     show none
     * @return a context for {@link MllpListener.Builder#tls}
     * @throws IllegalArgumentException if a file can't be read or is not what it should be; the message names it
     */
    public static SSLContext context(Path keyStore, char[] password, Optional<Path> authorities) {
        try {
            KeyManagerFactory keys = keys(keyStore, password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted(authorities));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    private static KeyManagerFactory keys(Path keyStore, char[] password) {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "server key can't be read: " + keyStore + " must be PKCS #12, and the password right", e);
        }
    }

    /** An empty store trusts nobody. */
    private static KeyStore trusted(Optional<Path> authorities) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        if (authorities.isPresent()) {
            try (InputStream in = Files.newInputStream(authorities.get())) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("ca-" + store.size(), certificate);
                }
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalArgumentException("not a PEM file of CA certificates: " + authorities.get(), e);
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("no certificate in " + authorities.get());
            }
        }
        return store;
    }
}
