package io.github.heartrate.toolkit.files.internal.table;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** Text behind blank lines in place of those that others have read, so that a parser of CSV gives each line its number. */
final class NumberedText extends Reader {

    private final Reader text;
    private long blankLines;

    NumberedText(long linesBefore, Reader text) {
        this.text = text;
        this.blankLines = linesBefore;
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        if (blankLines == 0) {
            return text.read(buffer, from, length);
        }
        int count = (int) Math.min(length, blankLines);
        Arrays.fill(buffer, from, from + count, '\n');
        blankLines -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
