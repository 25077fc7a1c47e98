/** The alarm model of heartrate: readings in, alerts out. */
module io.github.heartrate {
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.heartrate;
}
