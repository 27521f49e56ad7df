/**
 * Published results computed again with gan4j. Every class reproduces one claim: it trains, writes
 * its figures as JSON and draws its pictures. {@code docs/reproductions} says what came of it.
 */
@NullMarked
package io.gan4j.bench.reproduction;

import org.jspecify.annotations.NullMarked;
