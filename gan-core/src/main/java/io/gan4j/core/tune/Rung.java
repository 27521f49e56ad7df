package io.gan4j.core.tune;

/**
 * A point at which trials are measured, and the better ones go on.
 *
 * @param trials how many come so far
 * @param steps training steps that they have done then
 */
public record Rung(int trials, long steps) {}
