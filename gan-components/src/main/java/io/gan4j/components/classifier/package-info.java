/** A small classifier, from whose inner values generators are measured. */
@NullMarked
package io.gan4j.components.classifier;

import org.jspecify.annotations.NullMarked;
