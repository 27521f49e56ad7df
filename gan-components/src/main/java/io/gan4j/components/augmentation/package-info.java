/** The built-in random changes of what a discriminator judges. */
@NullMarked
package io.gan4j.components.augmentation;

import org.jspecify.annotations.NullMarked;
