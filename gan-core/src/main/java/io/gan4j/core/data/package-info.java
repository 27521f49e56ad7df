/**
 * From what a reader opens to what the networks are fed: preprocessing in its fixed order, and the
 * cache of decoded images. Readers bring samples; everything here applies to all of them alike.
 */
@NullMarked
package io.gan4j.core.data;

import org.jspecify.annotations.NullMarked;
