/**
 * Random numbers without state: each is a pure function of a key and an index. Data order, initial
 * weights and generated data sets draw from here; noise inside a provider follows the same rule
 * with the provider's own generator.
 */
@NullMarked
package io.gan4j.api.random;

import org.jspecify.annotations.NullMarked;
