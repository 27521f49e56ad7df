/** Random changes of samples that a discriminator judges. */
@NullMarked
package io.gan4j.api.augmentation;

import org.jspecify.annotations.NullMarked;
