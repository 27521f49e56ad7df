/**
 * Terms beside the adversarial loss that a player can pay. A run file lists them under {@code
 * terms}, or within a phase.
 */
@NullMarked
package io.gan4j.components.term;

import org.jspecify.annotations.NullMarked;
