/** The brokers of the demo: the embedded one, queues for the time of one run, and the state that a run leaves. */
@NullMarked
package io.github.heartrate.demo.broker;

import org.jspecify.annotations.NullMarked;
