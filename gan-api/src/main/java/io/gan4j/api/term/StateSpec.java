package io.gan4j.api.term;

/**
 * A scalar that a term carries from step to step; checkpointed like a weight.
 *
 * @param name unique within the term
 * @param initial its value before the first step
 */
public record StateSpec(String name, double initial) {}
