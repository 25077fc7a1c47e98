package io.github.heartrate.toolkit.bridge;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.amqp.codec.hl7.Hl7Acknowledgement;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes HL7 v2 over MLLP, and publishes the readings to their patients' partitions.
 *
 * <p>What it answers: AA after the broker has confirmed everything that the message held; AE if it has not, so that the
 * sender repeats the message; AR if the message itself can't be read. A bad reading is parked with its reason, and AA says
 * so in MSA-3. A message that says that there is no value is answered with AA. A repeated message does no harm: its readings
 * are recognised by their times.
 *
 * <p>Without {@link Builder#tls} everything is readable on the way, so it listens on the loopback address unless told
 * otherwise. Safe for use by several threads.
 */
@SuppressWarnings("exports") // a user of the bridges requires heartrate-amqp too
public final class MllpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MllpListener.class);

    private final Builder options;
    private final Outlet outlet;
    private final Map<MllpConnection, Thread> connections = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final MllpConnection.Answers answers = new MllpConnection.Answers() {
        @Override
        public byte[] to(byte[] message) {
            return answer(message);
        }

        @Override
        public byte[] toBeginning(byte[] beginning, String fault) {
            return refuse(Hl7Acknowledgement.REJECT, beginning, fault, Instant.now());
        }
    };
    private Optional<ServerSocket> server = Optional.empty();
    private volatile boolean isClosed;

    private MllpListener(Builder options) {
        this.options = options;
        this.outlet = new Outlet(options.broker, options.topology, "mllp", "mllp");
    }

    /**
     * Starts the description of a listener.
     *
     * @param broker where readings go
     * @param topology of the readings; it must have been declared
     * @return a new builder
     */
    public static Builder builder(Broker broker, Topology topology) {
        return new Builder(broker, topology);
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the address can't be had
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() throws IOException {
        if (isClosed || server.isPresent()) {
            throw new IllegalStateException("a listener is started once");
        }
        ServerSocket socket = options.serverSocket();
        server = Optional.of(socket);
        outlet.start();
        Thread thread = new Thread(() -> accept(socket), "heartrate-mllp");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port that was chosen if 0 was asked for
     * @throws IllegalStateException if it is not started
     */
    public synchronized InetSocketAddress address() {
        return server.map(socket -> (InetSocketAddress) socket.getLocalSocketAddress())
                .orElseThrow(() -> new IllegalStateException("the listener is not started"));
    }

    /**
     * How many messages were answered with AA.
     *
     * @return since the start
     */
    public long accepted() {
        return accepted.sum();
    }

    /**
     * How many messages were answered with AE or AR.
     *
     * @return since the start
     */
    public long refused() {
        return refused.sum();
    }

    private void accept(ServerSocket socket) {
        while (!isClosed) {
            try {
                serve(socket.accept());
            } catch (IOException e) {
                if (!isClosed) {
                    LOG.warn("a connection could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        if (connections.size() >= options.maxConnections) {
            LOG.warn("{}: refused, {} senders are connected", socket.getRemoteSocketAddress(), connections.size());
            socket.close();
            return;
        }
        MllpConnection connection = new MllpConnection(socket, options.maxMessageBytes, answers);
        Thread thread = new Thread(
                () -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(connection);
                    }
                },
                "heartrate-mllp " + socket.getRemoteSocketAddress());
        thread.setDaemon(true);
        connections.put(connection, thread);
        thread.start();
        if (isClosed) {
            connection.close();
        }
    }

    private byte[] answer(byte[] message) {
        Instant now = Instant.now();
        try {
            ReadingBatch batch = options.codec.decode(new ReceivedMessage(
                    message,
                    "mllp",
                    "",
                    Optional.of(Hl7Codec.CONTENT_TYPE),
                    Optional.of(now),
                    Optional.empty(),
                    Map.of()));
            outlet.put(batch, Hl7Codec.CONTENT_TYPE, now).get(options.confirmLimit.toMillis(), TimeUnit.MILLISECONDS);
            accepted.increment();
            return Hl7Acknowledgement.ACCEPT.answer(message, parked(batch), now);
        } catch (UndecodableMessageException e) {
            return refuse(Hl7Acknowledgement.REJECT, message, String.valueOf(e.getMessage()), now);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return refuse(Hl7Acknowledgement.ERROR, message, String.valueOf(cause.getMessage()), now);
        } catch (TimeoutException e) {
            return refuse(
                    Hl7Acknowledgement.ERROR,
                    message,
                    "the broker confirmed nothing within " + options.confirmLimit.toSeconds() + " s",
                    now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refuse(Hl7Acknowledgement.ERROR, message, "the listener is being closed", now);
        }
    }

    private static String parked(ReadingBatch batch) {
        return batch.bad().isEmpty()
                ? ""
                : batch.bad().size() + " parked: " + batch.bad().get(0).reason();
    }

    private byte[] refuse(Hl7Acknowledgement code, byte[] message, String reason, Instant now) {
        refused.increment();
        LOG.warn("answered {}: {}", code.code(), reason);
        return code.answer(message, reason, now);
    }

    /**
     * Takes no more connections and messages, answers those under way up to the confirm limit, and closes. Doing it twice is
     * no error.
     */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        server.ifPresent(MllpListener::close);
        connections.keySet().forEach(MllpConnection::close);
        long end = System.nanoTime() + options.confirmLimit.toNanos();
        for (Thread thread : new ArrayList<>(connections.values())) {
            awaitEnd(thread, Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
        connections.keySet().forEach(MllpConnection::abort);
        outlet.close();
    }

    private static void awaitEnd(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("not closed", e);
        }
    }

    /** Collects the options of a listener. Not safe for use by several threads. */
    public static final class Builder {

        private static final int PORT = 2575; // what IANA gives to HL7

        private final Broker broker;
        private final Topology topology;
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
        private Optional<SSLContext> tls = Optional.empty();
        private boolean needsClientCertificate;
        private Hl7Codec codec = new Hl7Codec();
        private int maxMessageBytes = MessageCodec.MAX_BODY_BYTES;
        private int maxConnections = 64;
        private Duration confirmLimit = Duration.ofSeconds(10);

        private Builder(Broker broker, Topology topology) {
            this.broker = requireNonNull(broker, "broker");
            this.topology = requireNonNull(topology, "topology");
        }

        /**
         * Sets where to listen.
         *
         * @param value default port 2575 of the loopback address; port 0 takes a free one
         * @return this builder
         */
        public Builder address(InetSocketAddress value) {
            address = requireNonNull(value, "address");
            return this;
        }

        /**
         * Encrypts.
         *
         * @param context with the key and the certificate of this server, and whom it trusts
         * @param clientCertificate whether a sender must show a certificate that the context trusts
         * @return this builder
         */
        public Builder tls(SSLContext context, boolean clientCertificate) {
            tls = Optional.of(context);
            needsClientCertificate = clientCertificate;
            return this;
        }

        /**
         * Sets how messages are read.
         *
         * @param value default a new {@link Hl7Codec}
         * @return this builder
         */
        public Builder codec(Hl7Codec value) {
            codec = requireNonNull(value, "codec");
            return this;
        }

        /**
         * Bounds a message. A longer one is answered with AR, and its connection is closed.
         *
         * @param value 1 to {@link MessageCodec#MAX_BODY_BYTES}, which is the default
         * @return this builder
         * @throws IllegalArgumentException if it is out of these bounds
         */
        public Builder maxMessageBytes(int value) {
            if (value < 1 || value > MessageCodec.MAX_BODY_BYTES) {
                throw new IllegalArgumentException(
                        "maxMessageBytes must be from 1 to " + MessageCodec.MAX_BODY_BYTES + ": " + value);
            }
            maxMessageBytes = value;
            return this;
        }

        /**
         * Bounds how many senders are connected at a time. One more is closed at once, with a warning in the log.
         *
         * @param value at least 1; default 64
         * @return this builder
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder maxConnections(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxConnections must be at least 1: " + value);
            }
            maxConnections = value;
            return this;
        }

        /**
         * Sets how long the broker may take to confirm a message. After that the answer is AE.
         *
         * @param value positive; default 10 s
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder confirmLimit(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("confirmLimit must be positive: " + value);
            }
            confirmLimit = value;
            return this;
        }

        /**
         * Makes the listener; {@link MllpListener#start} starts it.
         *
         * @return a new listener, to be closed
         */
        public MllpListener build() {
            return new MllpListener(this);
        }

        private ServerSocket serverSocket() throws IOException {
            ServerSocket socket =
                    tls.isPresent() ? tls.get().getServerSocketFactory().createServerSocket() : new ServerSocket();
            try {
                if (socket instanceof SSLServerSocket encrypted) {
                    encrypted.setNeedClientAuth(needsClientCertificate);
                }
                socket.setReuseAddress(true);
                socket.bind(address, maxConnections);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
            }
        }
    }
}
