package io.github.heartrate.examples.kotlin

import io.github.heartrate.AlertListener
import io.github.heartrate.Phase
import io.github.heartrate.Reading
import io.github.heartrate.amqp.HeartRateAmqp
import java.time.Instant
import java.util.concurrent.CountDownLatch

/** Publishes readings, judges them, and ends when the alarm is raised. Its argument is the URI of a broker. */
fun main(arguments: Array<String>) {
    val raised = CountDownLatch(1)
    val pager = AlertListener {
        println("${it.patientId()} ${it.phase()} ${it.condition()}")
        raised.countDown()
    }
    HeartRateAmqp.builder().uri(arguments[0]).listener(pager.onlyPhases(Phase.RAISED)).build().use { heartRate ->
        heartRate.start()
        val start = Instant.now()
        listOf(72.0, 104.0, 108.0, 111.0, 98.0).forEachIndexed { second, bpm ->
            heartRate.publisher().publish(Reading("Patient_1", start.plusSeconds(second.toLong()), bpm))
        }
        raised.await()
    }
}
