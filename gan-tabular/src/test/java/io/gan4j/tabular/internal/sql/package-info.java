@NullMarked
package io.gan4j.tabular.internal.sql;

import org.jspecify.annotations.NullMarked;
