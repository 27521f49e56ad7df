/**
 * The Java part of {@code equality/compare.sh}, which tells whether two commits compute the same to
 * the bit: data from a seed, and the difference of two states. It needs the JDK alone, so that the
 * script can compile it without a build.
 */
@NullMarked
package io.gan4j.bench.equality;

import org.jspecify.annotations.NullMarked;
