/**
 * How the readers keep and check what they read: samples in memory, IDX parsing, mixtures of
 * Gaussians. For this module's own use.
 */
@NullMarked
package io.gan4j.datasets.internal;

import org.jspecify.annotations.NullMarked;
