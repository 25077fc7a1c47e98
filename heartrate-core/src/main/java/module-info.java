/** The alarm model of heartrate: readings in, alerts out. */
module io.github.heartrate {
    requires transitive org.slf4j;
    requires transitive org.jspecify;

    exports io.github.heartrate;
}
