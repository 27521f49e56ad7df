/**
 * Features from models that are loaded, not built: samples go in as the model takes them, features
 * and class probabilities come out.
 */
@NullMarked
package io.gan4j.tf.internal.features;

import org.jspecify.annotations.NullMarked;
