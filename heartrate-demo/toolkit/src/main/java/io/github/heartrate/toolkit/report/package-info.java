/** The report: one HTML file that shows what happened and needs nothing else to be read. */
@NullMarked
package io.github.heartrate.toolkit.report;

import org.jspecify.annotations.NullMarked;
