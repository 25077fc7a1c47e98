package io.github.heartrate.examples.kotlin

import io.github.heartrate.AlarmLimits
import io.github.heartrate.AlarmPolicy
import io.github.heartrate.HeartRateMonitor
import io.github.heartrate.Reading
import java.time.Instant
import kotlin.jvm.optionals.getOrNull

/** Many patients in one monitor. One of them has limits of their own, and a listener is told of every alert. */
fun main() {
    val monitor = HeartRateMonitor.builder()
        .listener { println("${it.patientId()} ${it.phase()} ${it.condition()}") }
        .build()
    val start = Instant.parse("2026-01-01T00:00:00Z")
    val athlete = AlarmPolicy.builder().limits(AlarmLimits.of(38.0, 100.0)).build()
    monitor.setPolicy("Athlete", athlete, start)

    for (second in 1L..3L) {
        for (patient in listOf("Athlete", "Neighbour")) {
            monitor.accept(Reading(patient, start.plusSeconds(second), 42.0))
        }
    }
    println("Athlete: ${monitor.status("Athlete").getOrNull()?.lastReading?.getOrNull()?.bpm}")
}
