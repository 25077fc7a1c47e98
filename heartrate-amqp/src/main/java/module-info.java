/** heartrate over RabbitMQ: readings in, alerts out. */
module io.github.heartrate.amqp {
    requires transitive com.rabbitmq.client;
    requires transitive io.github.heartrate;
    requires org.apache.commons.codec;
    requires org.slf4j;
    requires tools.jackson.core;
    requires static micrometer.core;

    exports io.github.heartrate.amqp;
    exports io.github.heartrate.amqp.broker;
    exports io.github.heartrate.amqp.codec;
    exports io.github.heartrate.amqp.codec.fhir;
    exports io.github.heartrate.amqp.codec.hl7;
    exports io.github.heartrate.amqp.observe;
    exports io.github.heartrate.amqp.state;
    exports io.github.heartrate.amqp.topology;
}
