/** The commands. Each parses its options, calls what does the work, and prints. */
@NullMarked
package io.github.heartrate.demo.cli;

import org.jspecify.annotations.NullMarked;
