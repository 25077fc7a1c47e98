/** How a patient's readings follow each other. Not exported. */
@NullMarked
package io.github.heartrate.toolkit.telemetry.internal.steps;

import org.jspecify.annotations.NullMarked;
