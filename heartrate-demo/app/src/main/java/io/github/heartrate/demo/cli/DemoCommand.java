package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.generate.GeneratedTelemetry;
import io.github.heartrate.demo.generate.GeneratorSettings;
import io.github.heartrate.demo.generate.IdStyle;
import io.github.heartrate.demo.options.PolicyOptions;
import io.github.heartrate.demo.options.ReplayOptions;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.replay.Recording;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What runs without a command: readings are generated, sent, judged, and the alerts printed. */
@Command
final class DemoCommand extends DemoProgram implements Callable<Integer> {

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Policies policies = policy.policies();
        PrintWriter out = spec.commandLine().getOut();
        options.broker().broker();
        options.alerts();
        GeneratorSettings demo = GeneratorSettings.DEFAULT.withIds(IdStyle.NAMED);
        out.printf("DEMO data: %d generated patients. Not a medical device.%n", demo.patients());
        return new ReplayRun(options, policies, out, ZoneOffset.UTC, verbose())
                .run(() -> generated(demo, policies), true);
    }

    private Recording generated(GeneratorSettings demo, Policies policies) {
        Recording recording = Recording.of(new GeneratedTelemetry(demo)); // holds nothing that is to be closed
        policies.unused(recording.patients()).forEach(spec.commandLine().getErr()::println);
        return recording;
    }
}
