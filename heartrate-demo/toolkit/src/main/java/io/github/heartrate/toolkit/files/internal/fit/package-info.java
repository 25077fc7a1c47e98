/** FIT: its bytes and messages, and the heart rates in them. Not exported. */
@NullMarked
package io.github.heartrate.toolkit.files.internal.fit;

import org.jspecify.annotations.NullMarked;
