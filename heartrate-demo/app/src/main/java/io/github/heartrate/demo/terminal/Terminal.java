package io.github.heartrate.demo.terminal;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine.Help.Ansi;

/** Whether somebody is watching, and whether they want colours. */
public final class Terminal {

    private static final String RESET = "\u001b[0m";

    private Terminal() {}

    /** From JDK 22 on there is a console without a terminal, too, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull") // on JDK 17 it is null, on JDK 22 isTerminal tells
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /** Picocli looks for a terminal and at {@code NO_COLOR}. */
    static boolean hasColours() {
        return isInteractive() && Ansi.AUTO.enabled();
    }

    public static String red(String text) {
        return hasColours() ? "\u001b[31m" + text + RESET : text;
    }

    public static String green(String text) {
        return hasColours() ? "\u001b[32m" + text + RESET : text;
    }
}
