/** What a report and a ward page show alike: rates, times, patients in order, and files of the jar. */
@NullMarked
package io.github.heartrate.toolkit.display;

import org.jspecify.annotations.NullMarked;
