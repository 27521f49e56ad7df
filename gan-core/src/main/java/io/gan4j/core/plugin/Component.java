package io.gan4j.core.plugin;

/**
 * A component that run files can name.
 *
 * @param kind the kind it was contributed under
 * @param name its name in run files
 * @param shape its record and parameters
 * @param plugin who brought it, as messages say it
 */
public record Component(Kind kind, String name, RecordShape shape, String plugin) {}
