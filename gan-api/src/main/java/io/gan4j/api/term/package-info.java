/**
 * What the players pay. A term is written once, in a small algebra that is generic on the method:
 * the same record runs as a graph in float32 or float64 and, where it needs only scores, on plain
 * doubles.
 */
@NullMarked
package io.gan4j.api.term;

import org.jspecify.annotations.NullMarked;
