/** The policies of a run in their text form: fields, presets, and files of policies for single patients. */
@NullMarked
package io.github.heartrate.demo.policy;

import org.jspecify.annotations.NullMarked;
