/**
 * A network as data: layers are records that know their shapes and weights, a network is a list of
 * them, and an architecture lays out both players. Providers compile layers from a table class →
 * builder.
 */
@NullMarked
package io.gan4j.api.network;

import org.jspecify.annotations.NullMarked;
