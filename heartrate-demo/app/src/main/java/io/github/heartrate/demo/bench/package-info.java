/** Measures how fast a broker and an instance take readings. */
@NullMarked
package io.github.heartrate.demo.bench;

import org.jspecify.annotations.NullMarked;
