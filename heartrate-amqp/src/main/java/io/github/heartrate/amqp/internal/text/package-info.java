/**
 * Text on the wire: strict UTF-8, and JSON objects in which no field occurs twice.
 *
 * <p>Not exported, and no promise is made about it: on the class path its types can be reached, but they change without
 * notice.
 */
@NullMarked
package io.github.heartrate.amqp.internal.text;

import org.jspecify.annotations.NullMarked;
