/**
 * Files, folders and archives to readings. Start with {@link io.github.heartrate.toolkit.files.TelemetryFiles}. What kind
 * a file is, its content tells: {@code internal.formats} has one class per kind.
 */
@NullMarked
package io.github.heartrate.toolkit.files;

import org.jspecify.annotations.NullMarked;
