/**
 * Readings that come by other protocols than AMQP: {@link io.github.heartrate.toolkit.bridge.MllpListener} takes HL7 v2
 * over MLLP, {@link io.github.heartrate.toolkit.bridge.MqttBridge} what MQTT devices publish to the broker. Both decode,
 * publish each reading to its patient's partition, park what is bad with its reason, and tell the sender only after the
 * broker's confirm.
 *
 * <p>This package alone needs heartrate-amqp, which is optional for the toolkit: add it to your own dependencies.
 */
@NullMarked
package io.github.heartrate.toolkit.bridge;

import org.jspecify.annotations.NullMarked;
