/**
 * All SQL there is: statements as a type that nobody else can make, and the confined database that
 * takes nothing else. What a stranger may have written reaches a statement as a bound value, as a
 * quoted name, or as a type of a closed set.
 */
@NullMarked
package io.gan4j.tabular.internal.sql;

import org.jspecify.annotations.NullMarked;
