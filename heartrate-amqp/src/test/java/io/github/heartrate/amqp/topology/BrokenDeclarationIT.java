package io.github.heartrate.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.testing.RabbitMq;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that breaks at any call of a declaration ends it by the library's exception, never the client's. */
class BrokenDeclarationIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    /** Breaks a connection before a call on it or on one of its channels. */
    private static final class Breaker {

        private final Connection broken;
        private final AtomicInteger left;

        Breaker(Connection connection, int callsBefore) {
            broken = connection;
            left = new AtomicInteger(callsBefore);
        }

        Connection connection() {
            return wrapped(Connection.class, broken);
        }

        boolean hasBroken() {
            return !broken.isOpen();
        }

        private <T> T wrapped(Class<T> type, T target) {
            InvocationHandler handler = (proxy, method, arguments) -> {
                if (left.getAndDecrement() == 0) {
                    broken.abort();
                }
                try {
                    return wrappedResult(method.invoke(target, arguments));
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            };
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }

        private Object wrappedResult(Object result) {
            if (result instanceof Optional<?> optional) {
                return optional.map(this::wrappedResult);
            }
            return result instanceof Channel channel ? wrapped(Channel.class, channel) : result;
        }
    }

    @Test
    void connectionThatBreaksAtAnyCallOfADeclarationIsABrokerThatIsOutOfReach() throws Exception {
        boolean goesOn = true;
        int breaks = 0;
        for (int calls = 0; goesOn; calls++) {
            Topology topology = Topology.partitioned(1).named("at-" + calls);
            Connection connection = rabbit.connectionFactory().newConnection("breaks");
            try {
                Breaker breaker = new Breaker(connection, calls);
                Throwable thrown = catchThrowable(() -> topology.declare(breaker.connection()));
                goesOn = breaker.hasBroken();
                if (thrown != null) {
                    assertThat(thrown).as("after %s calls", calls).isInstanceOf(BrokerUnreachableException.class);
                    breaks++;
                }
            } finally {
                connection.abort();
            }
        }
        assertThat(breaks).isGreaterThan(20);
    }
}
