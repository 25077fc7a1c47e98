/**
 * HL7 FHIR as JSON: readings as Observations in and out, alerts out.
 *
 * <p>Begin with {@link io.github.heartrate.amqp.codec.fhir.FhirReadingCodec}. What is read and what is refused is
 * described in {@code docs/wire-formats.md}.
 */
@NullMarked
package io.github.heartrate.amqp.codec.fhir;

import org.jspecify.annotations.NullMarked;
