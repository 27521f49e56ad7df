package io.gan4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds IDX files by the names under which MNIST and its kin are published. */
record IdxFolder(Path folder) {

  /** How the files' names of a part begin. */
  static String prefix(Part part) {
    return switch (part) {
      case TRAIN -> "train";
      case TEST -> "t10k";
    };
  }

  static String usualName(String prefix) {
    return prefix + "-images-idx3-ubyte";
  }

  /**
   * @param prefix {@code train} or {@code t10k}
   */
  Optional<Path> images(String prefix) {
    return find(prefix + "-images", "idx3-ubyte");
  }

  /**
   * @param prefix {@code train} or {@code t10k}
   */
  Optional<Path> labels(String prefix) {
    return find(prefix + "-labels", "idx1-ubyte");
  }

  private Optional<Path> find(String start, String end) {
    return Stream.of("-", ".")
        .flatMap(joint -> Stream.of(start + joint + end, start + joint + end + ".gz"))
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst();
  }

  /** The labels that lie beside a file of images, if both have their usual names. */
  static Optional<Path> labelsBeside(Path images) {
    String name = String.valueOf(images.getFileName());
    String labels = name.replace("images", "labels").replace("idx3", "idx1");
    return Optional.of(images.resolveSibling(labels))
        .filter(path -> !labels.equals(name) && Files.isRegularFile(path));
  }
}
