package io.gan4j.api.provider;

import io.gan4j.api.ProviderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Loads exported generators of one format. Found by {@link ServiceLoader}: gan-tf brings
 * SavedModels, gan-onnx ONNX files. Needs a public constructor without parameters and does no work
 * in it.
 */
public interface GeneratorLoader {

  /** What it loads, for messages: {@code an ONNX file (NAME.onnx)}. */
  String format();

  /** Whether what lies there looks like its format, judged by the name and what is in a folder. */
  boolean reads(Path model);

  /**
   * Loads a generator.
   *
   * @param trust whether it is checked before it can do anything
   * @throws ProviderException if it is none, or does more than calculate
   */
  GeneratorModel load(Path model, Trust trust);

  /**
   * The loader of a model's format, among those on the class path; empty if there is none.
   *
   * @throws java.util.ServiceConfigurationError if one of them is broken
   */
  static Optional<GeneratorLoader> of(Path model) {
    for (GeneratorLoader loader : ServiceLoader.load(GeneratorLoader.class)) {
      if (loader.reads(model)) {
        return Optional.of(loader);
      }
    }
    return Optional.empty();
  }

  /** What is said of a model that no loader reads. */
  static ProviderException unread(Path model) {
    List<String> formats = new ArrayList<>();
    ServiceLoader.load(GeneratorLoader.class).forEach(loader -> formats.add(loader.format()));
    return new ProviderException(
        "there is no model in "
            + model
            + ": "
            + (Files.exists(model)
                ? "it is none of " + formats + ", which the class path has loaders for"
                : "no such file or folder"));
  }
}
