/**
 * The algorithm as data: a training step is a list of phases, and a phase says who moves, on which
 * draws, paying which terms.
 */
@NullMarked
package io.gan4j.api.training;

import org.jspecify.annotations.NullMarked;
