/**
 * Readings of a recording and how they are read; files are opened by {@link io.github.heartrate.toolkit.files}.
 *
 * <ul>
 *   <li>Sources: {@code TelemetrySource}, {@code SortedTelemetry}, {@code TelemetryClock}.
 *   <li>Settings: {@code ReadSettings}, {@code RowFilter}, {@code DateOrder}, {@code ReadOrder}.
 *   <li>What became of the rows: {@code ReadListener}, {@code SkippedRow}, {@code Omission}, {@code ReadSummary}.
 *   <li>Hidden: {@code internal.steps} follows a patient's readings, {@code internal.cells} reads numbers and times,
 *       {@code internal.text} reads characters.
 * </ul>
 */
@NullMarked
package io.github.heartrate.toolkit.telemetry;

import org.jspecify.annotations.NullMarked;
