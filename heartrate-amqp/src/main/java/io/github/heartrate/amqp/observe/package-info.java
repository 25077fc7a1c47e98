/**
 * What an operator sees: health per partition, and counts and times for a meter registry.
 */
@NullMarked
package io.github.heartrate.amqp.observe;

import org.jspecify.annotations.NullMarked;
