package io.gan4j.api.metric;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.SampleSpace;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an evaluation before a sample of it is made or read.
 *
 * @param samples what a sample is
 * @param real how many real samples there are to compare with
 * @param generated how many samples will be made
 * @param heldOut how many real samples were not trained on; 0 if no metric asks for them
 * @param density of the real samples; null if it is not known
 */
public record Conditions(
    SampleSpace samples, int real, int generated, int heldOut, @Nullable Density density) {}
