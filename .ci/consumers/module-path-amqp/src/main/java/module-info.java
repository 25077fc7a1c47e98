/** An instance on RabbitMQ, on the module path, without Micrometer. */
module app {
    requires io.github.heartrate.amqp;
}
