/** The bytes of a file as text: unpacked, told apart by their beginning, decoded without loss. Not exported. */
@NullMarked
package io.github.heartrate.toolkit.telemetry.internal.text;

import org.jspecify.annotations.NullMarked;
