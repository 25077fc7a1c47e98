package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * What one policy would have made of the readings. An alarm is a RAISED bradycardia or tachycardia. A patient-day is 24
 * hours of one patient's {@link MonitoredTime}.
 *
 * <p>The {@code Optional} components are figures that need not exist; a record's component is its accessor's return
 * type.
 *
 * @param policy which one
 * @param alarms how many
 * @param alarmsPerPatientDay all alarms by all patients' days; NaN if nothing was monitored
 * @param medianPerPatientDay over the patients, each one's alarms by their days; NaN if nothing was monitored
 * @param p90PerPatientDay the 90th percentile of the same
 * @param maxPerPatientDay the largest of the same
 * @param worstTenthShare of all alarms, those of the tenth of patients (rounded up) that have most; NaN without alarms
 * @param medianDuration from RAISED to CLEARED, or to the patient's last reading
 * @param p90Duration the 90th percentile of the same
 * @param alarmTimeShare of the monitored time, that with an alarm active; NaN if nothing was monitored
 * @param floods times of one patient with ten alarms in ten minutes (EEMUA 191)
 * @param reAlarms alarms within five minutes of the same patient's last CLEARED of the same condition
 * @param signalLosses technical alarms, counted nowhere else
 * @param alarmsRemoved the reference's alarms less this policy's; negative if it has more
 * @param episodesMissed reference episodes missed against the reference: during which, from onset to clear, this policy
 *     has no alarm of that condition active (an alarm is active from its RAISED up to, not at, its CLEARED)
 * @param medianTimeAdded over the reference episodes not missed: from the reference's RAISED to the first alarm that was
 *     active in the episode, or to its onset if one was active already; negative if that is earlier
 */
public record PolicyFigures(
        AlarmPolicy policy,
        long alarms,
        double alarmsPerPatientDay,
        double medianPerPatientDay,
        double p90PerPatientDay,
        double maxPerPatientDay,
        double worstTenthShare,
        Optional<Duration> medianDuration,
        Optional<Duration> p90Duration,
        double alarmTimeShare,
        long floods,
        long reAlarms,
        long signalLosses,
        long alarmsRemoved,
        long episodesMissed,
        Optional<Duration> medianTimeAdded) {}
