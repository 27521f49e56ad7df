/**
 * What moves the weights: optimisers that providers know by class, schedules that are functions of
 * a run's progress, and averages of the weights.
 */
@NullMarked
package io.gan4j.api.optimizer;

import org.jspecify.annotations.NullMarked;
