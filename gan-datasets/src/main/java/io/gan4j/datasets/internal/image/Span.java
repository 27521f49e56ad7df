package io.gan4j.datasets.internal.image;

/**
 * Some bytes of a file.
 *
 * @param start the first
 * @param end the first behind them
 */
record Span(int start, int end) {}
