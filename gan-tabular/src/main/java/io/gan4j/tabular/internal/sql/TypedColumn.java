package io.gan4j.tabular.internal.sql;

/**
 * A column as rows of doubles and texts hold it.
 *
 * @param name its name
 * @param type what its values are in the table or file
 * @param text whether its values are held as texts, rather than as doubles
 */
public record TypedColumn(String name, SqlType type, boolean text) {}
