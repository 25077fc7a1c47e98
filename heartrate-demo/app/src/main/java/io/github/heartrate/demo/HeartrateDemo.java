package io.github.heartrate.demo;

import io.github.heartrate.demo.cli.DemoProgram;
import io.github.heartrate.demo.terminal.StandardOutput;

/** The program of the demo. */
public final class HeartrateDemo {

    private HeartrateDemo() {}

    /**
     * Runs the demo and ends the JVM with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        StandardOutput.install();
        System.exit(DemoProgram.execute(arguments));
    }
}
