/**
 * Tables of text: what their columns mean ({@code LayoutGuesser}, {@code TimeGuesser}) and their rows as readings ({@code
 * CsvTable}, {@code RowCursor}). The plain rows of large tables are parsed in pieces by several threads ({@code
 * ChunkedRows}). Not exported.
 */
@NullMarked
package io.github.heartrate.toolkit.files.internal.table;

import org.jspecify.annotations.NullMarked;
