/**
 * The demo: telemetry replayed through an AMQP broker into alerts, on the command line. This package holds the main class
 * alone. Below it, each package uses only those that follow: {@code cli}, {@code options}, {@code bench} and
 * {@code replay}, {@code broker}, {@code policy}, {@code alerts} and {@code generate}, {@code terminal}, {@code text}.
 */
@NullMarked
package io.github.heartrate.demo;

import org.jspecify.annotations.NullMarked;
