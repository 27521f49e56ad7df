/**
 * What a training does, seen from outside: events, files, failures and messages, on the fake
 * provider and in milliseconds. {@link io.gan4j.core.training.TrainingFixture} alone knows how a
 * training is made.
 */
@NullMarked
package io.gan4j.core.training;

import org.jspecify.annotations.NullMarked;
