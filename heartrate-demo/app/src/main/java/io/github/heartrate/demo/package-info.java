/** The demo: telemetry replayed through an AMQP broker into alerts, on the command line. */
@NullMarked
package io.github.heartrate.demo;

import org.jspecify.annotations.NullMarked;
