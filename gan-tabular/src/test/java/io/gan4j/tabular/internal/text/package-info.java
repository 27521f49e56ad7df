/** Tests of how texts stand for values. */
@org.jspecify.annotations.NullMarked
package io.gan4j.tabular.internal.text;
