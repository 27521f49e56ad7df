/** Trained generators over HTTP. {@link io.gan4j.serve.GanServer} is the door. */
@NullMarked
package io.gan4j.serve;

import org.jspecify.annotations.NullMarked;
