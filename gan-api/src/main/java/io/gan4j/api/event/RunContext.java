package io.gan4j.api.event;

import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Density;
import io.gan4j.api.provider.GanPlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What is known of a run before its first event: nothing in it changes while the run goes on.
 *
 * @param directory where the run keeps its files; it exists
 * @param config the resolved configuration
 * @param plan what both players are built from
 * @param density the density of the data, where it is known
 * @param realSamples so many real samples, spread evenly over the data, as the networks see them;
 *     at most as many as the data has
 * @param resumed whether the run goes on from a checkpoint; its directory holds the earlier part
 */
public record RunContext(
    Path directory,
    RunConfig config,
    GanPlan plan,
    Optional<Density> density,
    IntFunction<Batch> realSamples,
    boolean resumed) {}
