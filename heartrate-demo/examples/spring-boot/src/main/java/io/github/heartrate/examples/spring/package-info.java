/** An instance of heartrate as a bean of a Spring Boot application. */
@NullMarked
package io.github.heartrate.examples.spring;

import org.jspecify.annotations.NullMarked;
