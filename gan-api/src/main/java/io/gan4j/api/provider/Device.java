package io.gan4j.api.provider;

/**
 * Somewhere to run.
 *
 * @param name as the run file says it: {@code cpu}, {@code gpu:0}
 * @param description for people
 */
public record Device(String name, String description) {}
