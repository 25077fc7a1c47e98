package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Generators.Kind;
import io.github.heartrate.Generators.Session;
import io.github.heartrate.testkit.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Bytes that are a snapshot, and all sorts that are none. */
class SnapshotEncodingTest {

    @Provide
    Arbitrary<Session> sessions() {
        return Generators.sessions(EnumSet.allOf(Kind.class), 30);
    }

    @Provide
    Arbitrary<Session> readingsOnly() {
        return Generators.sessions(EnumSet.of(Kind.READING), 40);
    }

    private static MonitorSnapshot snapshot(Session session) {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(session.policy()).build();
        session.inputs().forEach(monitor::apply);
        return monitor.snapshot();
    }

    private static MonitorSnapshot someSnapshot() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(BoundaryCasesTest.policy("extreme M9 stale10 remind5"))
                .build();
        Scenario.of("110x3 140x2").ofPatient("escalating").run(monitor::apply);
        Scenario.of("140x3 72 40x2").ofPatient("recovering").run(monitor::apply);
        monitor.setPolicy("own policy", AlarmPolicy.DEFAULT, Feed.second(0));
        return monitor.snapshot();
    }

    @Test
    void tickIsNoInputThatAPatientHolds() {
        SnapshotWriter.HeldWriter writer = new SnapshotWriter().new HeldWriter();
        assertThatThrownBy(() -> writer.tick(new Input.Tick(Feed.START))).isInstanceOf(AssertionError.class);
    }

    @Property
    void everyStateComesBackAsItWas(@ForAll("sessions") Session session) {
        MonitorSnapshot snapshot = snapshot(session);
        byte[] bytes = snapshot.toBytes();
        assertThat(MonitorSnapshot.fromBytes(bytes)).isEqualTo(snapshot);
        assertThat(MonitorSnapshot.fromBytes(bytes).toBytes()).isEqualTo(bytes);
        for (DetectorSnapshot patient : snapshot.patients()) {
            assertThat(DetectorSnapshot.fromBytes(patient.toBytes()))
                    .isEqualTo(patient)
                    .hasSameHashCodeAs(patient);
        }
    }

    @Property
    void anyIdComesBackAsItWas(@ForAll @Size(min = 1, max = 300) List<Character> chars) {
        StringBuilder id = new StringBuilder("p");
        chars.forEach(id::append);
        Assume.that(!Reading.hasHalfASurrogatePair(id.toString()));
        DetectorSnapshot snapshot = new ConsecutiveThresholdDetector(id.toString(), AlarmPolicy.DEFAULT).snapshot();
        assertThat(DetectorSnapshot.fromBytes(snapshot.toBytes()).patientId()).isEqualTo(id.toString());
    }

    /** The edges of what takes one, two and three bytes. */
    @Test
    void idOfTheEdgesOfTheAlphabetComesBackAsItWas() {
        String id = "\u0001\u007f\u0080\u07ff\u0800\u0fff\u1000\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
        DetectorSnapshot snapshot = new ConsecutiveThresholdDetector(id, AlarmPolicy.DEFAULT).snapshot();
        assertThat(DetectorSnapshot.fromBytes(snapshot.toBytes()).patientId()).isEqualTo(id);
    }

    @Test
    void numbersWhoseLowBitsAreZeroComeBackAsTheyWere() {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(128)
                .clearCount(1 << 14)
                .staleAfter(Duration.ofSeconds(1L << 21))
                .build();
        assertThat(MonitorSnapshot.fromBytes(MonitorSnapshot.empty(policy).toBytes())
                        .policy())
                .isEqualTo(policy);
    }

    /** What the Javadoc of {@link MonitorSnapshot#toBytes} promises, under its conditions. */
    @Property
    void patientInANormalStateTakesTwelveBytesBesideItsId(
            @ForAll("readingsOnly") Session session, @ForAll @IntRange(min = 0, max = 2_000_000) int thousandths) {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(session.policy().toBuilder()
                        .staleAfter(AlarmPolicy.UNLIMITED)
                        .latch(Latch.NONE)
                        .build())
                .build();
        session.inputs().forEach(monitor::apply);
        Duration last = Duration.ofSeconds(1000L).plusNanos(999_999_000);
        Assume.that(monitor.accept(Feed.at(last, thousandths / 1000.0)).verdict() == Verdict.ACCEPTED);
        DetectorSnapshot patient = monitor.snapshot().patients().get(0);
        if (patient.state instanceof DetectorState.Normal) {
            MonitorSnapshot all = monitor.snapshot();
            int others = new MonitorSnapshot(
                            all.policy(), List.of(), all.lastTick(), all.heldTick(), all.newestReading())
                    .toBytes()
                    .length;
            byte[] id = "p".getBytes(StandardCharsets.UTF_8);
            assertThat(all.toBytes().length - others - id.length).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void truncationAtEveryLengthIsAnError() {
        byte[] bytes = someSnapshot().toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MonitorSnapshot.fromBytes(cut)).isInstanceOf(SnapshotFormatException.class);
            assertThatThrownBy(() -> DetectorSnapshot.fromBytes(cut)).isInstanceOf(SnapshotFormatException.class);
        }
    }

    @Test
    void everySingleBitFlipIsAnError() {
        byte[] bytes = someSnapshot().toBytes();
        for (int bit = 0; bit < Byte.SIZE * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> MonitorSnapshot.fromBytes(flipped)).isInstanceOf(SnapshotFormatException.class);
        }
    }

    @Test
    void contentThatEndsTooEarlyOrTooLateIsAnErrorWhateverTheChecksum() {
        byte[] bytes = someSnapshot().toBytes();
        for (int length = 4; length < bytes.length - 4; length++) {
            byte[] cut = sealed(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> MonitorSnapshot.fromBytes(cut)).isInstanceOf(SnapshotFormatException.class);
        }
        byte[] more = sealed(Arrays.copyOf(bytes, bytes.length - 3));
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes(more)).isInstanceOf(SnapshotFormatException.class);
        byte[] one = Feed.detector(AlarmPolicy.DEFAULT).snapshot().toBytes();
        byte[] oneMore = sealed(Arrays.copyOf(Arrays.copyOf(one, one.length - 4), one.length - 3));
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(oneMore))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("bytes after the end of the snapshot: 1");
    }

    @Test
    void laterVersionIsNamedInTheMessage() {
        byte[] bytes = someSnapshot().toBytes();
        byte[] content = Arrays.copyOf(bytes, bytes.length - 4);
        content[3] = 3;
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes(sealed(content)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage(
                        "snapshot version must be from 1 to 2, the latest that this version of the library knows: 3");
    }

    @Test
    void otherKindsOfBytesAreNamedInTheMessage() {
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes(new byte[7]))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a snapshot has at least 8 bytes: 7");
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes(new byte[8]))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a snapshot of this kind begins with HRM: 0x000000");
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes("{\"json\": 1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a snapshot of this kind begins with HRM: 0x7b226a");
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(someSnapshot().toBytes()))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a snapshot of this kind begins with HRP: 0x48524d");
        byte[] damaged = someSnapshot().toBytes();
        damaged[10]++;
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes(damaged))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessageStartingWith("the snapshot is cut short or damaged: its checksum should be ");
    }

    /** Not what chance does to bytes, but what somebody could do on purpose. */
    @Property(tries = 5_000)
    void craftedContentIsReadOrRefusedAndNeverMoreThanThat(
            @ForAll("sessions") Session session,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 1_000_000) Integer> where,
            @ForAll @Size(6) List<@IntRange(max = 255) Integer> what) {
        byte[] bytes = snapshot(session).toBytes();
        byte[] content = Arrays.copyOf(bytes, bytes.length - 4);
        for (int i = 0; i < where.size(); i++) {
            content[4 + where.get(i) % (content.length - 4)] = what.get(i).byteValue();
        }
        byte[] crafted = sealed(content);
        MonitorSnapshot snapshot;
        try {
            snapshot = MonitorSnapshot.fromBytes(crafted);
        } catch (SnapshotFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        // What is read is a state to go on from.
        assertThat(MonitorSnapshot.fromBytes(snapshot.toBytes())).isEqualTo(snapshot);
        HeartRateMonitor monitor = HeartRateMonitor.builder().restore(snapshot).build();
        for (DetectorSnapshot patient : snapshot.patients()) {
            for (int i = 0; i < 4; i++) {
                monitor.accept(new Reading(patient.patientId(), Feed.second(1_000 + i), i % 2 == 0 ? 150 : 5));
                monitor.tick(Feed.second(1_000 + i));
                monitor.activeAlarms();
            }
        }
    }

    @Test
    void alarmThatNothingToldOfIsRefused() {
        Notices.Events none = Notices.Events.NONE;
        for (Phase anew : List.of(Phase.RAISED, Phase.ESCALATED, Phase.REMINDER)) {
            Notices untold = new Notices(none, none, anew, Feed.START, null, Feed.START, Feed.START);
            Episode episode = Episode.loseSignal(Feed.PATIENT, Priority.LOW, Feed.START, Feed.START, untold);
            byte[] bytes = new DetectorSnapshot(
                            Feed.PATIENT,
                            AlarmPolicy.DEFAULT,
                            DetectorState.Normal.INSTANCE,
                            new Signal.Lost(episode),
                            Care.NONE,
                            DetectorSnapshot.NEVER,
                            0,
                            0)
                    .toBytes();
            assertThatThrownBy(() -> DetectorSnapshot.fromBytes(bytes))
                    .isInstanceOf(SnapshotFormatException.class)
                    .hasMessage("an alarm must have been told of: " + anew);
        }
    }

    /** Room for two thousand million of anything would be an OutOfMemoryError. */
    @Test
    void hugeCountsMakeNoRoomInAdvance() {
        String huge = "ffffffff07";
        byte[] empty = MonitorSnapshot.empty(AlarmPolicy.DEFAULT).toBytes();
        String start = HexFormat.of().formatHex(empty, 0, empty.length - 5);
        String onePendingPatient = "01" + "0170" + "10" + "01" + "01" + "01" + "00".repeat(7) + "00" + "00".repeat(8);
        for (String content : List.of(start + huge, start + "01" + huge, start + onePendingPatient + huge)) {
            assertThatThrownBy(() ->
                            MonitorSnapshot.fromBytes(sealed(HexFormat.of().parseHex(content))))
                    .isInstanceOf(SnapshotFormatException.class)
                    .hasMessage("the snapshot is cut short");
        }
    }

    @Test
    void runThatDoesNotEndWithTheLastReadingIsRefused() {
        Reading reading = Feed.at(5, 140);
        Instant later = Feed.second(6);
        for (Run run : List.of(
                new Run(Side.HIGH, Feed.second(5), later, 140, List.of(reading)),
                new Run(Side.HIGH, Feed.second(5), null, 140, List.of(Feed.at(4, 140))),
                new Run(
                        Side.HIGH,
                        Feed.second(5),
                        null,
                        140,
                        List.of(Feed.at(Duration.ofNanos(5_000_000_001L), 140))))) {
            DetectorState pending = new DetectorState.Pending(run);
            assertThatThrownBy(() -> DetectorSnapshot.fromBytes(heard(pending, 140)))
                    .isInstanceOf(SnapshotFormatException.class)
                    .hasMessage("a run must end with the last reading");
        }
    }

    @Test
    void patientTwiceIsRefused() {
        DetectorSnapshot patient = Feed.detector(AlarmPolicy.DEFAULT).snapshot();
        assertThatThrownBy(() -> new MonitorSnapshot(AlarmPolicy.DEFAULT, List.of(patient, patient)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("patients must be one each: 2");
    }

    @Test
    void rateThatNoReadingHasIsRefused() {
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(heard(DetectorState.Normal.INSTANCE, -1)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("not a snapshot: bpm must be a finite number of at least 0: -1.0");
    }

    @Test
    void blankIdIsRefused() {
        DetectorSnapshot unheard = DetectorSnapshot.unheard("p", AlarmPolicy.DEFAULT);
        byte[] bytes = unheard.toBytes();
        byte[] content = Arrays.copyOf(bytes, bytes.length - 4);
        content[5] = ' ';
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(sealed(content)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("not a snapshot: patientId must not be blank: \" \"");
    }

    @Test
    void idThatIsCutWithinACharacterIsRefused() {
        byte[] bytes = DetectorSnapshot.unheard("p\u00fc", AlarmPolicy.DEFAULT).toBytes();
        byte[] content = Arrays.copyOf(bytes, bytes.length - 4);
        content[4]--;
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(sealed(content)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a text must end with a whole character");
    }

    @Test
    void constantThatIsNoneIsRefused() {
        byte[] empty = MonitorSnapshot.empty(AlarmPolicy.DEFAULT).toBytes();
        String start = HexFormat.of().formatHex(empty, 0, empty.length - 5);
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes(
                        sealed(HexFormat.of().parseHex(start + "01" + "0170" + "10" + "01" + "03"))))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("not one of [BRADYCARDIA, TACHYCARDIA, SIGNAL_LOSS]: 3");
        assertThatThrownBy(() ->
                        MonitorSnapshot.fromBytes(sealed(HexFormat.of().parseHex(start + "ff".repeat(10) + "01"))))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a number has at most 10 bytes");
    }

    @Test
    void presentSignalWithoutAReadingIsRefused() {
        DetectorSnapshot unheard = new DetectorSnapshot(
                "p",
                AlarmPolicy.DEFAULT,
                DetectorState.Normal.INSTANCE,
                Signal.Present.INSTANCE,
                Care.NONE,
                DetectorSnapshot.NEVER,
                0,
                0);
        assertThatThrownBy(() -> DetectorSnapshot.fromBytes(unheard.toBytes()))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a signal is present only after a reading");
    }

    /** Of a patient whose last reading was in second 5. */
    private static byte[] heard(DetectorState state, double bpm) {
        return new DetectorSnapshot(
                        "p",
                        AlarmPolicy.DEFAULT,
                        state,
                        Signal.Present.INSTANCE,
                        Care.NONE,
                        Feed.second(5).getEpochSecond(),
                        0,
                        bpm)
                .toBytes();
    }

    @Test
    void negativeNumberOfPatientsIsRefused() {
        byte[] empty = MonitorSnapshot.empty(AlarmPolicy.DEFAULT).toBytes();
        byte[] number = HexFormat.of().parseHex("ffffffffffffffffff01");
        byte[] content = Arrays.copyOf(empty, empty.length - 5 + number.length);
        System.arraycopy(number, 0, content, empty.length - 5, number.length);
        assertThatThrownBy(() -> MonitorSnapshot.fromBytes(sealed(content)))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("a count is at most 2147483647: -1");
    }

    /** The content with the checksum that belongs to it. */
    static byte[] sealed(byte[] content) {
        byte[] all = Arrays.copyOf(content, content.length + 4);
        CRC32C crc = new CRC32C();
        crc.update(content, 0, content.length);
        for (int i = 0; i < 4; i++) {
            all[content.length + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        }
        return all;
    }
}
