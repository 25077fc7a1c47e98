package io.github.heartrate.examples.kotlin

import io.github.heartrate.demo.broker.EmbeddedBroker
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Runs both programs. */
class KotlinExamplesTest {

    @Test
    fun monitorKnowsTheLimitsOfOnePatient() {
        assertThat(printed { main() }).containsExactly("Neighbour RAISED BRADYCARDIA", "Athlete: 42.0")
    }

    @Test
    fun listenerHearsTheAlarmOverABroker() {
        EmbeddedBroker.start().use { broker ->
            assertThat(printed { main(arrayOf(broker.uri())) }).contains("Patient_1 RAISED TACHYCARDIA")
        }
    }

    private fun printed(program: () -> Unit): List<String> {
        val before = System.out
        val bytes = ByteArrayOutputStream()
        System.setOut(PrintStream(bytes, true, Charsets.UTF_8))
        try {
            program()
        } finally {
            System.setOut(before)
        }
        return bytes.toString(Charsets.UTF_8).lines().filter { it.isNotEmpty() }
    }
}
