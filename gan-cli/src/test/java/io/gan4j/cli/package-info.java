/** The command line as a user meets it: real commands, real data, TensorFlow underneath. */
@NullMarked
package io.gan4j.cli;

import org.jspecify.annotations.NullMarked;
