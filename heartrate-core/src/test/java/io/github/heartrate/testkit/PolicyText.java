package io.github.heartrate.testkit;

import io.github.heartrate.AlarmPolicy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** A policy by what it has that the default one has not. */
final class PolicyText {

    private PolicyText() {}

    static String of(AlarmPolicy policy) {
        List<String> differences = new ArrayList<>();
        AlarmPolicy plain =
                AlarmPolicy.builder().onsetCount(policy.onsetCount()).build();
        for (RecordComponent component : AlarmPolicy.class.getRecordComponents()) {
            Object value = value(component, policy);
            if (!value.equals(value(component, plain)) || isOnsetCount(component, policy)) {
                differences.add(component.getName() + " " + value);
            }
        }
        return "under the default policy" + (differences.isEmpty() ? "" : " but " + String.join(", ", differences));
    }

    /** Of which the default of the extreme one follows. */
    private static boolean isOnsetCount(RecordComponent component, AlarmPolicy policy) {
        return component.getName().equals("onsetCount") && policy.onsetCount() != AlarmPolicy.DEFAULT.onsetCount();
    }

    private static Object value(RecordComponent component, AlarmPolicy policy) {
        try {
            return component.getAccessor().invoke(policy);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a public record's accessors can be called", e);
        }
    }
}
