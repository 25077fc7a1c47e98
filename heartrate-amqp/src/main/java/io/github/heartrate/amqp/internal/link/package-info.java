/**
 * One way to connect, to publish with confirms, and to keep a patient's messages in order.
 *
 * <p>Not exported, and no promise is made about it: on the class path its types can be reached, but they change without
 * notice.
 */
@NullMarked
package io.github.heartrate.amqp.internal.link;

import org.jspecify.annotations.NullMarked;
