package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
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
  public Optional<DatasetReader> detect(Path path) {
    if (Files.isDirectory(path)) {
      Optional<DatasetReader> ten =
          CifarFolder.CIFAR_10.part(path).map(part -> new Cifar10Reader(path, part));
      return ten.isPresent()
          ? ten
          : CifarFolder.CIFAR_100
              .part(path)
              .map(part -> new Cifar100Reader(path, part, Classes.FINE));
    }
    try {
      Source file = Source.file(path);
      if (CifarFiles.looksLikeOne(Kind.CIFAR_10, file)) {
        return Optional.of(new Cifar10Reader(path, Part.TRAIN));
      }
      return CifarFiles.looksLikeOne(Kind.CIFAR_100, file)
          ? Optional.of(new Cifar100Reader(path, Part.TRAIN, Classes.FINE))
          : Optional.empty();
    } catch (DataException e) {
      return Optional.empty();
    }
  }
}
