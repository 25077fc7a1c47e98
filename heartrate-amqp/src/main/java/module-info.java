/** heartrate over RabbitMQ: readings in, alerts out. */
module io.github.heartrate.amqp {
    requires transitive com.rabbitmq.client;
    requires transitive io.github.heartrate;
    requires org.apache.commons.codec;
    requires org.slf4j;
    requires tools.jackson.core;
    requires static micrometer.core;

    exports io.github.heartrate.amqp;
}
