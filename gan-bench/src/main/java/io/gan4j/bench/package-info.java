/** Benchmarks: single hot paths under JMH, and whole training runs. Not published. */
@NullMarked
package io.gan4j.bench;

import org.jspecify.annotations.NullMarked;
