package io.github.heartrate.toolkit.files.internal.json;

import java.util.Map;

/**
 * One record: an object with the values of all objects in it.
 *
 * @param line where it ends
 * @param number counted from 1
 * @param fields by their paths within it; they are gone when the next record begins
 */
record JsonRecord(long line, long number, Map<String, String> fields) {

    /** Blank if there is none. */
    String field(String path) {
        return fields.getOrDefault(path, "");
    }
}
