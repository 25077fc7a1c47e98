/** How people write and read values: durations, numbers, ranges, times, plurals, and words that are nearly right. */
@NullMarked
package io.github.heartrate.demo.text;

import org.jspecify.annotations.NullMarked;
