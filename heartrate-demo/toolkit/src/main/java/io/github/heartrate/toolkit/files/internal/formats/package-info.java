/**
 * The kinds of files that hold heart rates: one class per kind behind {@code Format}, listed by {@code Formats}. Not
 * exported.
 */
@NullMarked
package io.github.heartrate.toolkit.files.internal.formats;

import org.jspecify.annotations.NullMarked;
