package io.github.heartrate.amqp.internal.link;

/** Names in messages, so that an empty one, or one with a space or a slash, is seen as what it is. */
public final class Quoted {

    private Quoted() {}

    public static String name(String name) {
        return '"' + name + '"';
    }
}
