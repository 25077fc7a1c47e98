package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.fit.FitFile;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;

/** FIT; see {@link FitFile}. */
final class Fit implements Format {

    @Override
    public boolean matches(Content content) {
        return FitFile.matches(content);
    }

    @Override
    public void read(Content content, Pass pass) throws IOException {
        FitFile.read(content, pass);
    }
}
