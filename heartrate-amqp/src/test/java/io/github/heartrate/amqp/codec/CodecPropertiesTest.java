package io.github.heartrate.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Alert;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CodecPropertiesTest {

    private static final int HOSTILE_TRIES = 6_000;
    private static final int BODIES_A_TRY = 5;

    private final JsonReadingCodec json = new JsonReadingCodec();
    private final Fixed12ReadingCodec seed = new Fixed12ReadingCodec();
    private final BatchCodec batch = new BatchCodec();
    private final ControlCodec control = new ControlCodec();
    private final AlertCodec alert = new AlertCodec();

    @Provide
    Arbitrary<Reading> readings() {
        return Messages.readings();
    }

    @Provide
    Arbitrary<List<Reading>> batches() {
        return Messages.batches();
    }

    @Provide
    Arbitrary<ControlMessage> controls() {
        return Messages.controls();
    }

    @Provide
    Arbitrary<Alert> alerts() {
        return Messages.alerts();
    }

    /** A valid body of some codec. */
    @Provide
    Arbitrary<byte[]> bodies() {
        return Arbitraries.oneOf(
                Messages.readings().map(json::encode),
                Messages.readings().filter(r -> r.bpm() < Float.MAX_VALUE).map(seed::encode),
                Messages.batches().map(batch::encode),
                Messages.controls().map(control::encode),
                Messages.alerts().map(alert::encode));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void jsonGivesBackTheReading(@ForAll("readings") Reading reading) {
        assertThat(json.decode(json.encode(reading), "q")).isEqualTo(reading);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void batchGivesBackItsReadingsInOrder(@ForAll("batches") List<Reading> readings) {
        ReadingBatch decoded = batch.decode(batch.encode(readings));

        assertThat(decoded.bad()).isEmpty();
        assertThat(decoded.readings()).isEqualTo(readings);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void controlMessagesSurviveTheirCodec(@ForAll("controls") ControlMessage message) {
        assertThat(control.decode(control.encode(message))).isEqualTo(message);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void alertsSurviveTheirCodec(@ForAll("alerts") Alert told) {
        assertThat(alert.decode(alert.encode(told))).isEqualTo(told);
    }

    /** 6,000 random bodies for each of 5 codecs. */
    @Property(tries = HOSTILE_TRIES, edgeCases = EdgeCasesMode.NONE)
    void randomBytesAreUndecodableOrSomethingThatCanBeWrittenAgain(
            @ForAll @Size(max = 200) byte[] body, @ForAll Random random) {
        byte[] headed = body.clone();
        if (headed.length >= 3 && random.nextBoolean()) {
            headed[0] = BatchCodec.VERSION;
            headed[1] = (byte) random.nextInt(BatchCodec.APART + 1);
            headed[2] = (byte) random.nextInt(BatchCodec.SCALES.length);
        }
        decodeAll(headed);
    }

    /** 6,000 valid bodies, each mutated in 5 ways and read by 5 codecs. */
    @Property(tries = HOSTILE_TRIES, edgeCases = EdgeCasesMode.NONE)
    void mutatedBodiesAreUndecodableOrSomethingThatCanBeWrittenAgain(
            @ForAll("bodies") byte[] valid, @ForAll Random random) {
        for (int i = 0; i < BODIES_A_TRY; i++) {
            decodeAll(mutated(valid, random));
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] body = valid.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && body.length > 0; i++) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(5)) {
                case 0 -> body[at] = (byte) random.nextInt();
                case 1 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> body = Arrays.copyOf(body, at);
                case 3 -> body = Arrays.copyOf(body, body.length + random.nextInt(20));
                default -> System.arraycopy(body, 0, body, at, Math.min(body.length - at, random.nextInt(16)));
            }
        }
        return body;
    }

    /** What decodes must encode again, else it would fail later, out of reach of the parking. */
    private void decodeAll(byte[] body) {
        attempt(() -> json.encode(json.decode(body, "q")));
        attempt(() -> seed.encode(seed.decode(body, "q")));
        attempt(() -> control.encode(control.decode(body)));
        attempt(() -> alert.encode(alert.decode(body)));
        attempt(() -> {
            ReadingBatch decoded = batch.decode(body);
            List<Reading> readings = new ArrayList<>(decoded.readings());
            if (!readings.isEmpty()) {
                batch.encode(readings);
            }
            for (BadReading bad : decoded.bad()) {
                ReadingBatch alone = batch.decode(bad.body());
                assertThat(alone.readings()).isEmpty();
                assertThat(alone.bad())
                        .singleElement()
                        .extracting(BadReading::reason)
                        .isEqualTo(bad.reason());
            }
        });
    }

    private static void attempt(Runnable decoding) {
        try {
            decoding.run();
        } catch (UndecodableMessageException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }
}
