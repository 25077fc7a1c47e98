/**
 * HL7 v2, as hospitals' integration engines send it: readings in and out (ORU^R01, IHE PCD-01), alerts out (ORU^R40, IHE
 * PCD-04), and what a receiver answers. It needs no library of HL7: a typed one refuses a message for one bad OBX.
 */
@NullMarked
package io.github.heartrate.amqp.codec.hl7;

import org.jspecify.annotations.NullMarked;
