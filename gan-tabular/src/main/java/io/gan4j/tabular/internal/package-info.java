/**
 * How a file becomes rows in memory: a sandboxed database that lives as long as the reading takes,
 * a profile of each column, and the rows themselves.
 */
@NullMarked
package io.gan4j.tabular.internal;

import org.jspecify.annotations.NullMarked;
