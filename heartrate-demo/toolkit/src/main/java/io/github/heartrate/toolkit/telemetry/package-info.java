/**
 * Telemetry as people have it: CSV in its many shapes, Polar's and Apple Health's exports, read as a stream.
 *
 * <p>Start with {@link io.github.heartrate.toolkit.telemetry.TelemetryFile}.
 */
@NullMarked
package io.github.heartrate.toolkit.telemetry;

import org.jspecify.annotations.NullMarked;
