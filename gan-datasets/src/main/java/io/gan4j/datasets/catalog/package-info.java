/**
 * The catalogue of published data sets: where they are, what their files must hash to, and how they
 * get into a cache. Nothing is fetched unless asked for.
 */
@NullMarked
package io.gan4j.datasets.catalog;

import org.jspecify.annotations.NullMarked;
