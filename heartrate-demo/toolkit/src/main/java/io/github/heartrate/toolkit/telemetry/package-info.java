/**
 * Files of telemetry to readings. Start with {@link io.github.heartrate.toolkit.telemetry.TelemetryFile}.
 *
 * <ul>
 *   <li>Sources: {@code TelemetryFile}, and around it {@code SortedTelemetry} and {@code SpooledTelemetry}.
 *   <li>Settings: {@code ReadSettings}, {@code RowFilter}, {@code DateOrder}.
 *   <li>What became of the rows: {@code ReadListener}, {@code SkippedRow}, {@code ReadSummary}.
 *   <li>Hidden: layouts of tables ({@code CsvTable}, {@code LayoutGuesser}, {@code RowCursor}) and exports of devices
 *       ({@code AppleHealthExport}, {@code PolarSession}). Below them {@code internal.cells} reads numbers and times, and
 *       {@code internal.text} reads characters.
 * </ul>
 */
@NullMarked
package io.github.heartrate.toolkit.telemetry;

import org.jspecify.annotations.NullMarked;
