@NullMarked
package io.gan4j.components.normalization;

import org.jspecify.annotations.NullMarked;
