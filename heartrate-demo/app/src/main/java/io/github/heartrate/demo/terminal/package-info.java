/** What a program of a terminal needs: its output and files, progress, Ctrl-C, exit codes, complaints of one line. */
@NullMarked
package io.github.heartrate.demo.terminal;

import org.jspecify.annotations.NullMarked;
