/**
 * What-if analysis: what many alarm policies would have made of the same readings, in the field's own measures.
 *
 * <p>Start with {@link io.github.heartrate.toolkit.analysis.PolicyAnalysis}; it needs no command line. {@link
 * io.github.heartrate.toolkit.analysis.ParallelAnalysis} is the same on several threads.
 */
@NullMarked
package io.github.heartrate.toolkit.analysis;

import org.jspecify.annotations.NullMarked;
