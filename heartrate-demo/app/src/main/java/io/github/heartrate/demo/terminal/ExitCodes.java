package io.github.heartrate.demo.terminal;

/** How a run ended, for the shell. */
public final class ExitCodes {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONG_USAGE = 2;

    /** {@code --fail-on-alarm} was given and an alarm was raised. */
    public static final int ALARM_RAISED = 3;

    /** Nobody reads what is printed: as if by SIGPIPE, which ends other programs then. */
    public static final int NOBODY_READS = 141;

    private ExitCodes() {}
}
