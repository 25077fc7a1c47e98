/** Exports as JSON, read as a stream: one class per kind behind {@code JsonKind}. Not exported. */
@NullMarked
package io.github.heartrate.toolkit.files.internal.json;

import org.jspecify.annotations.NullMarked;
