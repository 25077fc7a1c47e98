package io.github.heartrate.demo.options;

import io.github.heartrate.demo.alerts.AlertsAs;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every run has. */
public final class ReplayOptions {

    @Mixin
    private final BrokerOptions broker = new BrokerOptions();

    @Mixin
    private final AlertsOption alerts = new AlertsOption();

    @Mixin
    private final ShowZoneOption showZone = new ShowZoneOption();

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            converter = SpeedConverter.class,
            description = "1 is real time, 10 ten times as fast, max as fast as it goes. Default: max; 1 with --web.")
    private @Nullable OptionalDouble speed;

    @Mixin
    private final WebOptions web = new WebOptions();

    @Option(names = "--fail-on-alarm", description = "End with exit code 3 if an alarm was raised.")
    private boolean failOnAlarm;

    public boolean failOnAlarm() {
        return failOnAlarm;
    }

    public Optional<Path> alerts() {
        return alerts.file();
    }

    public AlertsAs alertsAs() {
        return alerts.as();
    }

    /** Of the times shown, if the readings' times are in the other one. */
    public ZoneId shownZone(ZoneId other) {
        return showZone.or(other);
    }

    public WebOptions web() {
        return web;
    }

    public OptionalDouble speed() {
        if (speed == null) {
            return web.isWanted() ? OptionalDouble.of(1) : OptionalDouble.empty();
        }
        return speed;
    }

    public BrokerOptions broker() {
        return broker;
    }
}
