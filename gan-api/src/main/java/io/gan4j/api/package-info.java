/**
 * The root of gan4j's vocabulary: the two players and the few exceptions. Everything else lives in
 * the sub-packages, one topic each.
 */
@NullMarked
package io.gan4j.api;

import org.jspecify.annotations.NullMarked;
