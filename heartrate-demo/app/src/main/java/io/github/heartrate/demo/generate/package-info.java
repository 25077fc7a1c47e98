/**
 * DEMO telemetry: generated people with plausible heart rates, scripted episodes and the truth about them; or uniform
 * noise. It describes nobody.
 *
 * <p>Start with {@link io.github.heartrate.demo.generate.GeneratedTelemetry}.
 */
@NullMarked
package io.github.heartrate.demo.generate;

import org.jspecify.annotations.NullMarked;
