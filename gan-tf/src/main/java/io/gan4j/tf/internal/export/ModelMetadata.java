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
final class ModelMetadata {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ModelMetadata() {}

  static void write(Path file, Map<String, String> metadata) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(new TreeMap<>(metadata)) + "\n");
  }

  /** Empty if the file is not there: such a model was not written by gan4j, but may still fit. */
  static Map<String, String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
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
