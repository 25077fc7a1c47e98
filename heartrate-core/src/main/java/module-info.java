/**
 * The alarm model of heartrate: readings in, alerts out.
 *
 * <p>SLF4J is transitive because {@link io.github.heartrate.LoggingAlertListener} takes one of its loggers, and JSpecify
 * because its annotations stand in the signatures.
 */
module io.github.heartrate {
    requires transitive org.slf4j;
    requires transitive org.jspecify;

    exports io.github.heartrate;
}
