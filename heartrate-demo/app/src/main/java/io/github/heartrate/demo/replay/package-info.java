/** A recording through a broker into alerts: paced, published, judged, shown, counted. */
@NullMarked
package io.github.heartrate.demo.replay;

import org.jspecify.annotations.NullMarked;
