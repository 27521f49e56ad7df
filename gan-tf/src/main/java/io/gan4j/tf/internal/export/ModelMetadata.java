package io.gan4j.tf.internal.export;

import io.gan4j.api.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is written beside a model: one flat JSON object of strings, keys in order. */
public final class ModelMetadata {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** A file that is longer was not written here. */
  private static final long MAX_BYTES = 4 << 20;

  /** How many classes the labels of a generator have that sees some. */
  private static final String CLASSES = "classes";

  private ModelMetadata() {}

  /** The metadata of a generator that sees the labels of so many classes; 0 if it sees none. */
  static Map<String, String> with(Map<String, String> metadata, int classes) {
    Map<String, String> all = new TreeMap<>(metadata);
    if (classes > 0) {
      all.put(CLASSES, Integer.toString(classes));
    }
    return all;
  }

  /**
   * How many classes the labels have that a generator takes.
   *
   * @throws ProviderException if the metadata does not say it
   */
  static int classes(Map<String, String> metadata) {
    String classes = metadata.getOrDefault(CLASSES, "");
    if (!classes.matches("[1-9]\\d{0,5}")) {
      throw new ProviderException(
          "the generator takes labels, and its metadata does not say of how many classes, 1 to"
              + " 999999 ('"
              + CLASSES
              + "')");
    }
    return Integer.parseInt(classes);
  }

  static void write(Path file, Map<String, String> metadata) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(new TreeMap<>(metadata)) + "\n");
  }

  /** What was written beside a model; empty if nothing was. */
  public static Map<String, String> of(Path model) throws IOException {
    return read(model.resolve(ModelFolder.METADATA_FILE));
  }

  /** Empty if the file is not there: such a model was not written by gan4j, but may still fit. */
  static Map<String, String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    if (!Files.isRegularFile(file)) {
      throw new ProviderException(file + " is no file that can be read");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new ProviderException(file + " has " + Files.size(file) + " bytes");
    }
    try {
      Map<String, String> read =
          JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, String>>() {});
      return Collections.unmodifiableMap(read);
    } catch (JacksonException e) {
      throw new ProviderException(
          file + " is not a JSON object of strings: " + e.getOriginalMessage(), e);
    }
  }
}
