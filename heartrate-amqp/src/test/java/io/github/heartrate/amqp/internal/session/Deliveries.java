package io.github.heartrate.amqp.internal.session;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a queue holds, in its order. */
public final class Deliveries {

    private Deliveries() {}

    /** Takes messages until there are so many, and those that come with them. */
    public static List<Delivery> take(Connection connection, String queue, int atLeast) throws Exception {
        return take(connection, queue, deliveries -> deliveries.size() >= atLeast);
    }

    /** Takes messages until they are enough, and those that come with them. */
    public static List<Delivery> take(Connection connection, String queue, Predicate<List<Delivery>> isEnough)
            throws Exception {
        List<Delivery> deliveries = new CopyOnWriteArrayList<>();
        try (Channel channel = connection.createChannel()) {
            channel.basicConsume(queue, true, (tag, delivery) -> deliveries.add(delivery), tag -> {});
            await("messages in " + queue).atMost(Duration.ofSeconds(30)).until(() -> isEnough.test(deliveries));
        }
        return deliveries;
    }
}
