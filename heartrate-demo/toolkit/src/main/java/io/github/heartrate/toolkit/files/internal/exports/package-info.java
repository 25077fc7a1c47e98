/** Exports of apps as CSV, whose columns have one meaning: one class per kind behind {@code CsvKind}. Not exported. */
@NullMarked
package io.github.heartrate.toolkit.files.internal.exports;

import org.jspecify.annotations.NullMarked;
