/**
 * The checkpoint protocol of a partition: the decision ({@code SessionProtocol}, a pure function), the loop ({@code
 * Session}), and what touches the broker ({@code BrokerEffects}).
 *
 * <p>Start at {@code SessionProtocol}, whose table is the whole protocol. Not exported, and no promise is made about it: on
 * the class path its types can be reached, but they change without notice.
 */
@NullMarked
package io.github.heartrate.amqp.internal.session;

import org.jspecify.annotations.NullMarked;
