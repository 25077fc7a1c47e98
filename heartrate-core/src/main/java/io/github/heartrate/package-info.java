/**
 * Detection of bradycardia and tachycardia in streams of heart-rate readings.
 *
 * <p>Start with {@link io.github.heartrate.HeartRateMonitor} for many patients, or with {@link
 * io.github.heartrate.ConsecutiveThresholdDetector} for one. Nothing in this package reads a clock, starts a thread or
 * does I/O. It is not a medical device.
 */
@NullMarked
package io.github.heartrate;

import org.jspecify.annotations.NullMarked;
