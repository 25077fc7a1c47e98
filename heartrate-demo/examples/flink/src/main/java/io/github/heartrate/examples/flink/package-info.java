/** The detector as an operator of Apache Flink. */
package io.github.heartrate.examples.flink;
