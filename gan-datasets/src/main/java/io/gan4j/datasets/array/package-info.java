/** What the axes of an array of samples mean. */
@NullMarked
package io.gan4j.datasets.array;

import org.jspecify.annotations.NullMarked;
