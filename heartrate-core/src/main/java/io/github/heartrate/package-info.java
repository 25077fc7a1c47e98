/**
 * Detection of bradycardia, tachycardia and loss of signal in streams of heart-rate readings. It is not a medical device.
 *
 * <p>Nothing in this package reads a clock, starts a thread or does I/O. In the order to read them:
 *
 * <ol>
 * <li>Values. What goes in: {@link io.github.heartrate.Reading}, {@link io.github.heartrate.Input}. By which rule: {@link
 * io.github.heartrate.AlarmPolicy} with its {@link io.github.heartrate.AlarmPolicyBuilder}, {@link
 * io.github.heartrate.AlarmLimits}, {@link io.github.heartrate.Latch}. What comes out: {@link io.github.heartrate.Outcome},
 * {@link io.github.heartrate.Verdict}, {@link io.github.heartrate.Alert} with its {@link io.github.heartrate.Condition},
 * {@link io.github.heartrate.AlarmKind}, {@link io.github.heartrate.Phase}, {@link io.github.heartrate.Priority}, {@link
 * io.github.heartrate.Violation}, {@link io.github.heartrate.LostSignal}, {@link io.github.heartrate.ClearReason} and {@link
 * io.github.heartrate.AlertBuilder}.
 * <li>The detector of one patient: {@link io.github.heartrate.ConsecutiveThresholdDetector}, with the table of its
 * transitions, and {@link io.github.heartrate.PatientStatus}.
 * <li>The monitor of many patients, where most applications start: {@link io.github.heartrate.HeartRateMonitor}.
 * <li>Listeners and receivers: {@link io.github.heartrate.AlertListener} with its filters, {@link
 * io.github.heartrate.LoggingAlertListener}, {@link io.github.heartrate.QueueingAlertListener}, {@link
 * io.github.heartrate.ListenerFailureHandler}; {@link io.github.heartrate.InputObserver}, which hears of every input; and
 * {@link io.github.heartrate.EpisodeView} and {@link io.github.heartrate.OpenAlarms}, for those that know alerts alone.
 * <li>Snapshots, the state as a value and in bytes: {@link io.github.heartrate.MonitorSnapshot}, {@link
 * io.github.heartrate.DetectorSnapshot}, {@link io.github.heartrate.SnapshotFormatException}.
 * </ol>
 *
 * <p>One rule for {@code toString}: a value prints all that it holds, patients and rates included, so it is for tests and
 * not for a log. Only snapshots print neither and may be logged. To name an alert in a log, write its id.
 *
 * <p>Arguments are never null; null is a {@link java.lang.NullPointerException} with the argument's name.
 */
@NullMarked
package io.github.heartrate;

import org.jspecify.annotations.NullMarked;
