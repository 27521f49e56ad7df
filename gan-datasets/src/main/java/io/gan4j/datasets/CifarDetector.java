package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.Cifar100Reader.Classes;
import io.gan4j.datasets.internal.CifarFiles;
import io.gan4j.datasets.internal.CifarFiles.Kind;
import io.gan4j.datasets.internal.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises a batch of CIFAR by its size and labels, whatever its name, and a folder of batches by
 * their names; of a folder it takes the training part if there is one.
 */
final class CifarDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "binary batches of CIFAR-10 or CIFAR-100, or a folder with their usual names";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    return Files.isDirectory(path) ? inFolder(path) : ofFile(path);
  }

  private static Optional<Detection> inFolder(Path path) {
    return CifarFolder.CIFAR_10
        .part(path)
        .map(
            part ->
                named(
                    new Cifar10Reader(path, part),
                    holds(Kind.CIFAR_10, CifarFolder.CIFAR_10, path, part)))
        .or(
            () ->
                CifarFolder.CIFAR_100
                    .part(path)
                    .map(
                        part ->
                            named(
                                new Cifar100Reader(path, part, Classes.FINE),
                                holds(Kind.CIFAR_100, CifarFolder.CIFAR_100, path, part))));
  }

  /** A batch's name and its records together are as good as a signature. */
  private static Detection named(DatasetReader reader, boolean holdsRecords) {
    return holdsRecords
        ? Detection.byContent(reader, "holds batches of CIFAR under their names")
        : Detection.byLayout(reader, "holds files with the names of CIFAR's batches");
  }

  private static boolean holds(Kind kind, CifarFolder folder, Path path, Part part) {
    try {
      return folder.first(path, part).filter(f -> CifarFiles.looksLikeOne(kind, f)).isPresent();
    } catch (DataException e) {
      return false; // whoever is asked to read it will say why
    }
  }

  /** There is no signature: a size of whole records and labels in their places are all there is. */
  private static Optional<Detection> ofFile(Path path) {
    String reason = "is of the size of CIFAR's records, with labels where they have them";
    try {
      Source file = Source.file(path);
      if (CifarFiles.looksLikeOne(Kind.CIFAR_10, file)) {
        return Optional.of(Detection.byLayout(new Cifar10Reader(path, Part.TRAIN), reason));
      }
      return CifarFiles.looksLikeOne(Kind.CIFAR_100, file)
          ? Optional.of(
              Detection.byLayout(new Cifar100Reader(path, Part.TRAIN, Classes.FINE), reason))
          : Optional.empty();
    } catch (DataException e) {
      return Optional.empty();
    }
  }
}
