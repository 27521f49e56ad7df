@NullMarked
package io.gan4j.tabular.internal;

import org.jspecify.annotations.NullMarked;
