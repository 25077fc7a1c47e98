/**
 * Real RabbitMQ brokers for tests. {@link io.github.heartrate.amqp.testing.RabbitMq} is the extension to register; its
 * {@link io.github.heartrate.amqp.testing.RabbitMqNode nodes} can be stopped, killed and restarted, and {@link
 * io.github.heartrate.amqp.testing.TcpProxy} stands for a bad network before any of them.
 *
 * <p>The nodes are those of Debian's package {@code rabbitmq-server}: of this machine, or of another Debian in a folder,
 * named by the environment variable {@code HEARTRATE_RABBITMQ_ROOT}. The latter runs RabbitMQ 4 on a Debian that has 3
 * (root only). {@code .ci/rabbitmq} makes such a folder and prints its name: {@code forky} has RabbitMQ 4.3, {@code trixie}
 * has 4.0.
 *
 * <pre>
 * export HEARTRATE_RABBITMQ_ROOT=$(.ci/rabbitmq forky)
 * mvn verify -pl heartrate-amqp -am -Dheartrate.it.required=true
 * </pre>
 *
 * <p>Tests tagged {@link io.github.heartrate.amqp.testing.RabbitMq#OLDEST} are run by every build on the oldest version
 * too. {@code .ci/brokers} runs all of them on all versions.
 *
 * <p>The variable {@code HEARTRATE_AMQP_URI} points the tests that need no node of their own at a broker already running.
 */
package io.github.heartrate.amqp.testing;
