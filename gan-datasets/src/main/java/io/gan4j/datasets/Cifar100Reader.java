package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.CifarFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CIFAR-100's binary files: images {@code [32, 32, 3]} of 100 classes in 20 groups, 50,000 to train
 * on and 10,000 to test with. Held in memory, a byte per value.
 */
@Doc(
    value = "CIFAR-100's binary files, 32x32 colour, 100 classes in 20 groups",
    paper = "Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images")
public record Cifar100Reader(
    @Doc("Folder with train.bin and test.bin, or one of them") Path path,
    @Doc("Which file of a folder: train or test") @Default("train") Part part,
    @Doc("Which labels: fine (100 classes) or coarse (20 groups)") @Default("fine") Classes classes)
    implements DatasetReader {

  /** The two labels of an image, in the order of the file. */
  public enum Classes {
    /** 20 groups. */
    COARSE(0),
    /** 100 classes. */
    FINE(1);

    private final int place;

    Classes(int place) {
      this.place = place;
    }
  }

  @Override
  public Dataset open() {
    return new CifarFiles(CifarFiles.Kind.CIFAR_100, classes.place)
        .open(CifarFolder.CIFAR_100.files(path, part));
  }

  @Override
  public DatasetReader part(String name) {
    if (Files.isRegularFile(path)) {
      throw Part.inOneFile(name, path);
    }
    return new Cifar100Reader(path, Part.named(name), classes);
  }

  /** The other source, in this one's part and classes. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof Cifar100Reader other
        ? new Cifar100Reader(other.path, part, classes)
        : detected;
  }
}
