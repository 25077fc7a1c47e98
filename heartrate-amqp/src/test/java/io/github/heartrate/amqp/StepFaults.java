package io.github.heartrate.amqp;

import io.github.heartrate.amqp.internal.session.SessionEffects;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Wraps the steps of the session protocol, so that something happens right before or right after one of them. */
final class StepFaults {

    private StepFaults() {}

    /** The names of all steps, in the order in which a session first does them. */
    static List<String> steps() {
        return Stream.of(
                        "loadState",
                        "saveLoaded",
                        "discardOlder",
                        "process",
                        "settleConfirms",
                        "saveCurrent",
                        "acknowledge",
                        "end")
                .toList();
    }

    /** Lets {@code times} calls of the step pass; before or after the next one the fault happens, once. */
    static SessionEffects around(SessionEffects effects, String step, boolean before, int times, Runnable fault) {
        AtomicInteger left = new AtomicInteger(times);
        InvocationHandler handler = (proxy, method, arguments) -> {
            boolean isDue = method.getName().equals(step) && left.getAndDecrement() == 0;
            if (isDue && before) {
                fault.run();
            }
            try {
                Object result = method.invoke(effects, arguments);
                if (isDue && !before) {
                    fault.run();
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (SessionEffects) Proxy.newProxyInstance(
                StepFaults.class.getClassLoader(), new Class<?>[] {SessionEffects.class}, handler);
    }
}
