/**
 * Measures a generator: gathers both sides of every metric, keeps what it computes of the real
 * side, and writes results with their protocol. Samples and features beyond a few megabytes lie on
 * disk.
 */
@NullMarked
package io.gan4j.core.evaluate;

import org.jspecify.annotations.NullMarked;
