/** The detector as a processor of Kafka Streams. */
package io.github.heartrate.examples.kafka;
