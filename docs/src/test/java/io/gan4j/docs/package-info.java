/** The manual's examples, compiled and run as a reader would. */
@NullMarked
package io.gan4j.docs;

import org.jspecify.annotations.NullMarked;
