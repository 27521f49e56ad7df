/** Tests of what is found out about latents, on generators that are known exactly. */
@NullMarked
package io.gan4j.components.projection;

import org.jspecify.annotations.NullMarked;
