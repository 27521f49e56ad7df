/**
 * Labels that published layouts keep beside their pictures: in JSON, in a table, in members of an
 * archive. For this module's own use.
 */
@NullMarked
package io.gan4j.datasets.internal.label;

import org.jspecify.annotations.NullMarked;
