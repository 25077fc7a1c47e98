/** Files of telemetry to readings, what-if analysis, reports, a ward page, and bridges of other protocols. */
module io.github.heartrate.toolkit {
    requires transitive io.github.heartrate;
    requires HdrHistogram;
    requires de.siegmar.fastcsv;
    requires java.xml;
    requires jdk.httpserver;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires uplot;
    requires static io.github.heartrate.amqp; // for the bridges alone: who uses them requires it as well

    exports io.github.heartrate.toolkit.analysis;
    exports io.github.heartrate.toolkit.bridge;
    exports io.github.heartrate.toolkit.display;
    exports io.github.heartrate.toolkit.files;
    exports io.github.heartrate.toolkit.report;
    exports io.github.heartrate.toolkit.telemetry;
    exports io.github.heartrate.toolkit.ward;

    opens io.github.heartrate.toolkit.report to
            tools.jackson.databind;
    opens io.github.heartrate.toolkit.ward to
            tools.jackson.databind;
}
