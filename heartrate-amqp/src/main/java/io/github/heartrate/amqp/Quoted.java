package io.github.heartrate.amqp;

/** Names in messages, so that an empty one, or one with a space or a slash, is seen as what it is. */
final class Quoted {

    private Quoted() {}

    static String name(String name) {
        return '"' + name + '"';
    }
}
