package io.gan4j.api.term;

/**
 * What a discriminator says of a batch.
 *
 * @param scores raw scores, {@code [batch]}, or {@code [batch, …]} for a discriminator that scores
 *     patches
 * @param features output of the layer before the scores, {@code [batch, …]}
 * @param <T> the provider's tensor
 */
public record PlayerOutput<T>(T scores, T features) {}
