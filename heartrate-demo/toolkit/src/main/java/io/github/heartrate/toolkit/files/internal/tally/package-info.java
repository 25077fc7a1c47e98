/** One pass over files: where what they hold goes, and how it is counted. Not exported. */
@NullMarked
package io.github.heartrate.toolkit.files.internal.tally;

import org.jspecify.annotations.NullMarked;
