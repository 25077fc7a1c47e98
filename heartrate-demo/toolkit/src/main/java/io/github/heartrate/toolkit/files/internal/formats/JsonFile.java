package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.json.JsonExports;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;

/** JSON of whatever kind. */
final class JsonFile implements Format {

    @Override
    public boolean matches(Content content) {
        return JsonExports.isJson(content.beginning());
    }

    @Override
    public void read(Content content, Pass pass) throws IOException {
        JsonExports.read(content, pass);
    }
}
