package io.github.heartrate.toolkit.bridge;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender: reads a message, has it answered, and reads the next. Its thread is that of {@link #run}. */
final class MllpConnection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MllpConnection.class);

    /** Within a frame and in a handshake; chosen here. Between messages a sender may be silent. */
    private static final int SILENCE_LIMIT_MS = 30_000;

    /** What is answered. */
    interface Answers {

        /** To a message. */
        byte[] to(byte[] message);

        /** To a message that could not be read to its end. */
        byte[] toBeginning(byte[] beginning, String fault);
    }

    private final Socket socket;
    private final int longest;
    private final Answers answers;
    private boolean isBusy;
    private boolean isClosing;

    MllpConnection(Socket socket, int longest, Answers answers) {
        this.socket = socket;
        this.longest = longest;
        this.answers = answers;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setKeepAlive(true);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SILENCE_LIMIT_MS);
            if (socket instanceof SSLSocket tls) {
                tls.startHandshake();
            }
            MllpFrames frames = new MllpFrames(socket.getInputStream(), socket.getOutputStream(), longest);
            socket.setSoTimeout(0);
            while (frames.awaitBegin() && begin()) {
                socket.setSoTimeout(SILENCE_LIMIT_MS);
                if (!serve(frames) || !end()) {
                    return;
                }
                socket.setSoTimeout(0);
            }
        } catch (SocketTimeoutException e) {
            LOG.warn("{}: closed, since it was silent within a message", socket.getRemoteSocketAddress());
        } catch (IOException e) {
            LOG.debug("{}: connection ended", socket.getRemoteSocketAddress(), e);
        }
    }

    private boolean serve(MllpFrames frames) throws IOException {
        try {
            Optional<byte[]> message = frames.message();
            if (message.isEmpty()) {
                LOG.warn("{}: closed, since a message was cut off", socket.getRemoteSocketAddress());
                return false;
            }
            frames.write(answers.to(message.get()));
            return true;
        } catch (MllpFrames.TooLongException e) {
            LOG.warn("{}: closed, since {}", socket.getRemoteSocketAddress(), e.getMessage());
            frames.write(answers.toBeginning(e.beginning(), String.valueOf(e.getMessage())));
            return false;
        }
    }

    private synchronized boolean begin() {
        isBusy = !isClosing;
        return isBusy;
    }

    private synchronized boolean end() {
        isBusy = false;
        return !isClosing;
    }

    /** Ends it after the answer that is under way, at once if there is none. */
    synchronized void close() {
        isClosing = true;
        if (!isBusy) {
            abort();
        }
    }

    /** Ends it at once. */
    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("{}: not closed", socket.getRemoteSocketAddress(), e);
        }
    }
}
