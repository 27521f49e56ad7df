/**
 * Tables read through SQL, by an embedded DuckDB, and generated rows written back as files. The
 * module is optional: its natives burden nobody who does not take it.
 */
@NullMarked
package io.gan4j.tabular;

import org.jspecify.annotations.NullMarked;
