/**
 * Programs of one file each. The first four need the core alone, then come files and analyses with the toolkit, then
 * programs that need a broker and take its URI as an argument.
 */
@NullMarked
package io.github.heartrate.examples;

import org.jspecify.annotations.NullMarked;
