package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.github.heartrate.Input;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What outlives every process in the model: the partition's queue, its state queue and the alerts that were published. */
final class ModelWorld {

    /** An input as it lies in the queue; a tick has the number that its one instance gave it. */
    record Message(Input input, long tickNumber) {}

    final List<Message> queue;
    final List<byte[]> states = new ArrayList<>();
    final List<String> alerts = new ArrayList<>();
    final List<Input> parked = new ArrayList<>();
    int acknowledged;

    /** The session that the broker delivers to; what any other acknowledges does not count. */
    private Object activeSession = new Object();

    ModelWorld(List<Message> queue) {
        this.queue = queue;
        states.add(PartitionState.initial(0, 1).toBytes());
    }

    void activate(Object session) {
        activeSession = session;
    }

    void acknowledge(Object session, long tag) {
        if (session == activeSession) {
            acknowledged = Math.max(acknowledged, (int) tag);
        }
    }

    PartitionState newest() {
        return states.stream()
                .map(PartitionState::fromBytes)
                .reduce((a, b) -> b.stamp().isNewerThan(a.stamp()) ? b : a)
                .orElseThrow();
    }

    boolean isDone() {
        return acknowledged == queue.size();
    }

    /** Tags count from 1 over all sessions here, so that a message's tag is its place in the queue. */
    Delivery delivery(int place) {
        byte[] body = ByteBuffer.allocate(Integer.BYTES).putInt(place).array();
        return new Delivery(place + 1L, "0", new BasicProperties(), body);
    }

    Message message(Delivery delivery) {
        return queue.get(ByteBuffer.wrap(delivery.body()).getInt());
    }
}
