package io.gan4j.datasets;

import io.gan4j.api.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds IDX files by the names under which MNIST and its kin are published: {@code
 * train-images-idx3-ubyte} and {@code t10k-images-idx3-ubyte} for MNIST, Fashion-MNIST and KMNIST;
 * with the set's name before, and {@code test} for the test part, for EMNIST and QMNIST.
 */
record IdxFolder(Path folder) {
  private static final String IMAGES = "-images[-.]idx3-ubyte(\\.gz)?";
  private static final List<String> LABEL_ENDS = List.of("idx1-ubyte", "idx2-int");

  static String usualName(Part part) {
    return prefix(part) + "-images-idx3-ubyte";
  }

  private static String prefix(Part part) {
    return switch (part) {
      case TRAIN -> "train";
      case TEST -> "t10k";
    };
  }

  /**
   * The images of a part.
   *
   * @throws DataException if several sets lie here
   */
  Optional<Path> images(Part part) {
    return find(prefix(part) + IMAGES)
        .or(
            () ->
                find(
                    switch (part) {
                      case TRAIN -> ".+-train" + IMAGES;
                      case TEST -> ".+-test" + IMAGES;
                    }));
  }

  private Optional<Path> find(String regex) {
    Pattern pattern = Pattern.compile(regex);
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found =
          files
              .filter(file -> pattern.matcher(String.valueOf(file.getFileName())).matches())
              .sorted()
              .toList();
    } catch (IOException e) {
      // Not a folder, or not to be looked into; opening it says so.
      return Optional.empty();
    }
    long sets =
        found.stream()
            .map(file -> String.valueOf(file.getFileName()).replaceFirst(IMAGES + "$", ""))
            .distinct()
            .count();
    if (sets > 1) {
      throw new DataException(
          folder
              + " holds several sets ("
              + String.join(", ", found.stream().map(f -> String.valueOf(f.getFileName())).toList())
              + "); give images: one of these files");
    }
    return found.stream().findFirst();
  }

  /** The labels that lie beside a file of images, if both have their usual names. */
  static Optional<Path> labelsBeside(Path images) {
    String name = String.valueOf(images.getFileName());
    if (!name.contains("images")) {
      return Optional.empty();
    }
    String labels = name.replace("images", "labels");
    return LABEL_ENDS.stream()
        .map(end -> labels.replace("idx3-ubyte", end))
        .flatMap(
            file -> {
              String plain = file.replaceFirst("\\.gz$", "");
              return Stream.of(file, plain, plain + ".gz");
            })
        .flatMap(
            file -> Stream.of(file, file.replace("-idx", ".idx"), file.replace(".idx", "-idx")))
        .map(images::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Whether a file's name says that its pictures lie column by column: EMNIST's do. */
  static boolean columns(Path images) {
    return String.valueOf(images.getFileName()).startsWith("emnist-");
  }

  /** The names of EMNIST's classes, if they lie beside. */
  static Optional<Path> mappingBeside(Path images) {
    String set =
        String.valueOf(images.getFileName()).replaceFirst("-(train|test)-images.*", "-mapping.txt");
    return Optional.of(images.resolveSibling(set))
        .filter(path -> columns(images) && Files.isRegularFile(path));
  }
}
