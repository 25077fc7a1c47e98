/**
 * Real RabbitMQ brokers for tests. {@link io.github.heartrate.amqp.testing.RabbitMq} is the extension to register; its
 * {@link io.github.heartrate.amqp.testing.RabbitMqNode nodes} can be stopped, killed and restarted, and {@link
 * io.github.heartrate.amqp.testing.TcpProxy} stands for a bad network before any of them.
 *
 * <p>The nodes are those of Debian's package {@code rabbitmq-server}: of this machine, or of another Debian in a folder,
 * named by the environment variable {@code HEARTRATE_RABBITMQ_ROOT}. The latter runs RabbitMQ 4 on a Debian that has 3
 * (root only; the folder lies outside the repository). {@code forky} has RabbitMQ 4.3, {@code trixie} has 4.0:
 *
 * <pre>
 * export HEARTRATE_RABBITMQ_ROOT=FOLDER
 * apt-get install debootstrap
 * [ -e /usr/share/debootstrap/scripts/forky ] || ln -s sid /usr/share/debootstrap/scripts/forky
 * debootstrap --variant=minbase forky $HEARTRATE_RABBITMQ_ROOT
 * printf '#!/bin/sh\nexit 101\n' &gt; $HEARTRATE_RABBITMQ_ROOT/usr/sbin/policy-rc.d
 * chmod +x $HEARTRATE_RABBITMQ_ROOT/usr/sbin/policy-rc.d
 * echo 127.0.0.1 localhost &gt; $HEARTRATE_RABBITMQ_ROOT/etc/hosts
 * chroot $HEARTRATE_RABBITMQ_ROOT apt-get -o Acquire::Check-Valid-Until=false update
 * chroot $HEARTRATE_RABBITMQ_ROOT apt-get install -y --no-install-recommends rabbitmq-server
 * mvn verify -pl heartrate-amqp -am -Dheartrate.it.required=true
 * </pre>
 *
 * <p>An older debootstrap has no script for a newer Debian: that of {@code sid} serves. Without {@code /etc/hosts} the node
 * does not find {@code localhost}. A mirror that is behind says that its lists have expired, hence {@code
 * Check-Valid-Until}.
 *
 * <p>The variable {@code HEARTRATE_AMQP_URI} points the tests that need no node of their own at a broker already running.
 */
package io.github.heartrate.amqp.testing;
