/** What stands in one cell: a number, or a time in one of the ways in which people write times. Not exported. */
@NullMarked
package io.github.heartrate.toolkit.telemetry.internal.cells;

import org.jspecify.annotations.NullMarked;
