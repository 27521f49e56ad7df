/**
 * Run files: read with their line numbers, bound to records with every mistake told at once, and
 * written back with every default filled in. Nothing here knows a component by name; all of it
 * works from the records' own components and annotations.
 */
@NullMarked
package io.gan4j.core.config;

import org.jspecify.annotations.NullMarked;
