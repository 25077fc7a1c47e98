/**
 * For tests of code that uses heartrate: streams of readings in one line, and what alerts come of them in another.
 *
 * <p>Start with {@link io.github.heartrate.testkit.AlertAssertions}. Depends on heartrate alone, so it fits any test
 * framework.
 */
package io.github.heartrate.testkit;
