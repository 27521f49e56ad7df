package io.gan4j.core.evaluate;

import io.gan4j.api.metric.MetricResult;
import java.time.Instant;

/**
 * A result, and of which generator it is.
 *
 * @param step training steps the generator had done
 * @param imagesSeen real samples it had been trained on
 * @param at when it was measured
 * @param result what was measured
 */
public record Measured(long step, long imagesSeen, Instant at, MetricResult result) {}
