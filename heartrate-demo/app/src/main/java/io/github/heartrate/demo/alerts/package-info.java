/** Alerts as lines for people, and in files for programs: written, appended to, read again. */
@NullMarked
package io.github.heartrate.demo.alerts;

import org.jspecify.annotations.NullMarked;
