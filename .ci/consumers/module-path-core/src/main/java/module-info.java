/** What the README shows, on the module path. */
module app {
    requires io.github.heartrate;
}
