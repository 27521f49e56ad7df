package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.CifarFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CIFAR-10's binary batches: images {@code [32, 32, 3]} of ten classes, 50,000 to train on and
 * 10,000 to test with. Held in memory, a byte per value.
 */
@Doc(
    value = "CIFAR-10's binary batches, 32x32 colour, ten classes",
    paper = "Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images")
public record Cifar10Reader(
    @Doc("Folder with data_batch_1.bin, ..., or a single batch") Path path,
    @Doc("Which files of a folder: train (five batches) or test") @Default("train") Part part)
    implements DatasetReader {

  @Override
  public Dataset open() {
    return new CifarFiles(CifarFiles.Kind.CIFAR_10, 0).open(CifarFolder.CIFAR_10.files(path, part));
  }

  @Override
  public DatasetReader part(String name) {
    if (Files.isRegularFile(path)) {
      throw Part.inOneFile(name, path);
    }
    return new Cifar10Reader(path, Part.named(name));
  }

  /** The other source, in this one's part. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof Cifar10Reader other ? new Cifar10Reader(other.path, part) : detected;
  }
}
