/**
 * The files of a folder or an archive as named bytes that can be read in any order. Nothing is ever
 * unpacked under a name that an archive gives. For this module's own use.
 */
@NullMarked
package io.gan4j.datasets.internal.archive;

import org.jspecify.annotations.NullMarked;
