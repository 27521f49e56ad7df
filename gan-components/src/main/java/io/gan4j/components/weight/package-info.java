/**
 * What makes the kernel that a layer uses from the one that is trained. A run file names one under
 * a layer's {@code weights}.
 */
@NullMarked
package io.gan4j.components.weight;

import org.jspecify.annotations.NullMarked;
