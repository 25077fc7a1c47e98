package io.github.heartrate.amqp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RabbitMqAtDefaultPortIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.atDefaultPort();

    @Test
    void clientThatIsToldNothingConnects() throws Exception {
        try (Connection connection = new ConnectionFactory().newConnection()) {
            assertThat(connection.getPort()).isEqualTo(5672);
        }
        assertThat(rabbit.uri()).isEqualTo("amqp://guest:guest@127.0.0.1:5672");
    }

    @Test
    void portOfSomebodyElseIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ReservedPort.await(other.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("port " + other.getLocalPort() + " is taken");
        }
    }
}
