/** The ward page: every patient of a run as a tile, in a browser on this machine. */
@NullMarked
package io.github.heartrate.toolkit.ward;

import org.jspecify.annotations.NullMarked;
