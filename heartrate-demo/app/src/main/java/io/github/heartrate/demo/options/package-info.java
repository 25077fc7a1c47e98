/** Groups of options that commands share. Each gives a value of the packages below, or complains. */
@NullMarked
package io.github.heartrate.demo.options;

import org.jspecify.annotations.NullMarked;
