package io.github.heartrate.demo.cli;

import java.text.BreakIterator;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.Help.IParameterRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * A help whose lines are broken between words only. Picocli also breaks behind the colon of a URI and the commas of a
 * list, which then can't be copied; here every such place is glued while the lines are laid out.
 */
final class WholeWords extends Help {

    /** No line is broken on either side of it. */
    private static final String GLUE = "\uFEFF";

    private WholeWords(CommandSpec command, ColorScheme colours) {
        super(command, colours);
        UsageMessageSpec message = command.usageMessage();
        message.description(glued(message.description()));
        message.footer(glued(message.footer()));
    }

    /** Sets it for a command and those that it has. */
    static CommandLine setAt(CommandLine command) {
        command.setHelpFactory(WholeWords::new);
        setAtOne(command);
        return command;
    }

    private static void setAtOne(CommandLine command) {
        command.getHelpSectionMap()
                .replaceAll((name, section) -> help -> section.render(help).replace(GLUE, ""));
        command.getSubcommands().values().forEach(WholeWords::setAtOne);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer plain = super.createDefaultOptionRenderer();
        return (option, labels, colours) -> glued(plain.render(option, labels, colours), colours);
    }

    @Override
    public IParameterRenderer createDefaultParameterRenderer() {
        IParameterRenderer plain = super.createDefaultParameterRenderer();
        return (parameter, labels, colours) -> glued(plain.render(parameter, labels, colours), colours);
    }

    /** The last column of a row is the description. */
    private static Text[][] glued(Text[][] rows, ColorScheme colours) {
        for (Text[] row : rows) {
            row[row.length - 1] = colours.ansi().new Text(glued(row[row.length - 1].plainString()));
        }
        return rows;
    }

    private static String[] glued(String[] lines) {
        String[] glued = new String[lines.length];
        for (int i = 0; i < lines.length; i++) {
            boolean fits = lines[i].length() <= UsageMessageSpec.DEFAULT_USAGE_WIDTH;
            glued[i] = fits ? lines[i] : glued(lines[i]);
        }
        return glued;
    }

    /** Word by word, as it is broken at spaces in any case: most words are letters alone, and have no other place. */
    private static String glued(String text) {
        StringBuilder glued = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int space = text.indexOf(' ', from);
            int to = space < 0 ? text.length() : space + 1;
            if (hasNoPlace(text, from, to)) {
                glued.append(text, from, to);
            } else {
                glue(text.substring(from, to), glued);
            }
            from = to;
        }
        return glued.toString();
    }

    /** Letters and digits, and perhaps a mark and the space at the end. */
    private static boolean hasNoPlace(String text, int from, int to) {
        int end = text.charAt(to - 1) == ' ' ? to - 1 : to;
        for (int i = from; i < end - 1; i++) {
            char each = text.charAt(i);
            if ((each < 'a' || each > 'z') && (each < 'A' || each > 'Z') && (each < '0' || each > '9')) {
                return false;
            }
        }
        return true;
    }

    private static void glue(String word, StringBuilder glued) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(word);
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            glued.append(word, from, to);
            if (to < word.length() && !Character.isWhitespace(word.charAt(to - 1)) && word.charAt(to - 1) != '%') {
                glued.append(GLUE);
            }
            from = to;
        }
    }
}
