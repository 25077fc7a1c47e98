/**
 * What a partition's checkpoint holds, and its bytes, which every later version reads.
 *
 * <p>Not exported, and no promise is made about it: on the class path its types can be reached, but they change without
 * notice.
 */
@NullMarked
package io.github.heartrate.amqp.internal.checkpoint;

import org.jspecify.annotations.NullMarked;
