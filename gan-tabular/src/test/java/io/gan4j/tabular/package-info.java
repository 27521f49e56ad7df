@NullMarked
package io.gan4j.tabular;

import org.jspecify.annotations.NullMarked;
