package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds CIFAR's binary batches by the names under which they are published, in a folder or in the
 * folder that their archive unpacks to.
 *
 * @param inner the archive's folder
 * @param train files of the training part
 * @param test files of the test part
 */
record CifarFolder(String inner, List<String> train, List<String> test) {
  static final CifarFolder CIFAR_10 =
      new CifarFolder(
          "cifar-10-batches-bin",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          List.of("test_batch.bin"));

  static final CifarFolder CIFAR_100 =
      new CifarFolder("cifar-100-binary", List.of("train.bin"), List.of("test.bin"));

  /** The files of a part; of a single file that file, whatever the part. */
  List<Source> files(Path path, Part part) {
    if (!Files.isDirectory(path)) {
      return List.of(Source.file(path));
    }
    List<String> names = names(part);
    Path folder = holding(path, names).orElse(path);
    List<String> missing =
        names.stream().filter(name -> !Files.exists(folder.resolve(name))).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          folder
              + " lacks "
              + String.join(", ", missing)
              + "; accepted: a folder with "
              + String.join(", ", names)
              + ", or a single batch file");
    }
    return names.stream().map(name -> Source.file(folder.resolve(name))).toList();
  }

  /** The part that a folder has, the training part first; empty if it has neither. */
  Optional<Part> part(Path path) {
    for (Part part : Part.values()) {
      if (holding(path, names(part)).isPresent()) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** The first file of a part that is there. */
  Optional<Source> first(Path path, Part part) {
    List<String> names = names(part);
    return holding(path, names)
        .flatMap(
            folder -> names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst())
        .map(Source::file);
  }

  private List<String> names(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case TEST -> test;
    };
  }

  private Optional<Path> holding(Path path, List<String> names) {
    for (Path folder : List.of(path, path.resolve(inner))) {
      if (names.stream().anyMatch(name -> Files.exists(folder.resolve(name)))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
