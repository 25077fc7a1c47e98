package io.github.heartrate.amqp;

import io.github.heartrate.amqp.testing.RabbitMqNode;
import java.util.List;
import java.util.stream.Collectors;

/** Takes a node of a cluster away from the others, and gives it back. */
final class CutOff {

    private CutOff() {}

    /** The node refuses the others, as if the cable had been pulled; its clients and rabbitmqctl keep their connections. */
    static void cutOff(RabbitMqNode node) {
        node.eval("[begin erlang:set_cookie(N, severed), erlang:disconnect_node(N) end || N <- nodes()], ok.");
    }

    /** The node takes the others again. */
    static void heal(RabbitMqNode node, List<RabbitMqNode> all) {
        String others = all.stream()
                .filter(other -> other != node)
                .map(other -> "'" + other.name() + "'")
                .collect(Collectors.joining(", "));
        node.eval("[erlang:set_cookie(N, erlang:get_cookie()) || N <- [" + others + "]], ok.");
    }
}
