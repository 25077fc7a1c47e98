package io.github.heartrate.examples;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.ward.BedsideControls;
import io.github.heartrate.toolkit.ward.Feed;
import io.github.heartrate.toolkit.ward.Ward;
import io.github.heartrate.toolkit.ward.WardServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** A monitor whose patients are shown in a browser, where alarms are acknowledged. */
public final class WardPage {

    private WardPage() {}

    /**
     * Shows one patient until a line is typed.
     *
     * @param arguments the port; 0 for any free one
     */
    public static void main(String[] arguments) throws IOException {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(AlarmPolicy.BEDSIDE).build();
        Ward ward = new Ward(
                new Ward.Settings("Example", true, Feed.LIVE, ZoneOffset.UTC, AlarmPolicy.BEDSIDE),
                InstantSource.system());
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        try (WardServer server = WardServer.start(ward, controls(monitor, ward), address)) {
            System.out.println("the ward is at " + server.url() + "; Enter ends it");
            Instant time = Instant.now().minusSeconds(5);
            for (double bpm : new double[] {72, 124, 128, 131, 129}) {
                Reading reading = new Reading("Patient_1", time, bpm);
                Outcome outcome = monitor.accept(reading);
                monitor.status("Patient_1").ifPresent(status -> ward.observe(reading, outcome, status));
                outcome.alerts().forEach(ward::observe);
                time = time.plusSeconds(1);
            }
            int unused = System.in.read();
        }
    }

    private static BedsideControls controls(HeartRateMonitor monitor, Ward ward) {
        return new BedsideControls() {
            @Override
            public Outcome acknowledge(Alert seen, String by, Instant at) {
                return monitor.acknowledge(seen, by, at);
            }

            @Override
            public Outcome pause(String patientId, Instant until, Instant at) {
                Outcome outcome = monitor.pause(patientId, until, at);
                ward.observe(new Input.Pause(patientId, until, at));
                return outcome;
            }
        };
    }
}
