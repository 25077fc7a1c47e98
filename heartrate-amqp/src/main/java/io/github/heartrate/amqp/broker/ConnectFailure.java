package io.github.heartrate.amqp.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in one line, without credentials, why a connection could not be opened, and what to look at. */
final class ConnectFailure {

    private ConnectFailure() {}

    static String inWords(ConnectionFactory factory, Exception failure) {
        return "no connection to " + factory.getHost() + ":" + factory.getPort() + ": " + reason(factory, failure);
    }

    private static String reason(ConnectionFactory factory, Exception failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        Optional<String> certificate = certificate(chain, factory.getHost());
        if (certificate.isPresent()) {
            return certificate.get();
        }
        if (has(chain, AuthenticationFailureException.class)
                || has(chain, PossibleAuthenticationFailureException.class)) {
            return "the broker refuses the user or the password";
        }
        if (isVirtualHostRefused(chain)) {
            return "the broker refuses the virtual host \"" + factory.getVirtualHost() + "\"";
        }
        if (has(chain, UnknownHostException.class)) {
            return "the host name is unknown";
        }
        if (has(chain, ConnectException.class)) {
            return "nothing listens there";
        }
        if (has(chain, TimeoutException.class) || has(chain, SocketTimeoutException.class)) {
            return "no answer in time";
        }
        return find(chain, SSLException.class)
                .map(tls -> "TLS failed (" + oneLine(tls) + ")")
                .orElseGet(() -> "the connection ended while it was opened"
                        + (factory.isSSL() ? "" : "; is it a TLS port, to be reached by amqps://?"));
    }

    private static Optional<String> certificate(List<Throwable> chain, String host) {
        if (has(chain, CertificateExpiredException.class)) {
            return Optional.of("the broker's certificate has expired");
        }
        if (has(chain, CertificateNotYetValidException.class)) {
            return Optional.of("the broker's certificate is not valid yet");
        }
        if (has(chain, CertPathBuilderException.class) || has(chain, CertPathValidatorException.class)) {
            return Optional.of("the broker's certificate is signed by no authority that is trusted here");
        }
        return find(chain, CertificateException.class)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(text -> text.startsWith("No "))
                .map(text -> "the broker's certificate is not made out to " + host);
    }

    private static boolean isVirtualHostRefused(List<Throwable> chain) {
        return find(chain, ShutdownSignalException.class)
                .filter(signal -> signal.getReason() instanceof AMQP.Connection.Close close
                        && close.getReplyCode() == AMQP.NOT_ALLOWED)
                .isPresent();
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return find(chain, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    }
}
