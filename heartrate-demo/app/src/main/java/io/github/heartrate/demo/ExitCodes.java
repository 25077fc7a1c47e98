package io.github.heartrate.demo;

/** How a run ended, for the shell. */
final class ExitCodes {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** {@code --fail-on-alarm} was given and an alarm was raised. */
    static final int ALARM_RAISED = 3;

    /** Nobody reads what is printed: as if by SIGPIPE, which ends other programs then. */
    static final int NOBODY_READS = 141;

    private ExitCodes() {}
}
