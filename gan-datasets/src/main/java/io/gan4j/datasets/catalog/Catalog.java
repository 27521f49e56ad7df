package io.gan4j.datasets.catalog;

import io.gan4j.datasets.catalog.Checksum.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sets that gan4j knows where to get, each pinned by SHA-256: of the content, computed from the
 * set itself, or, where a set was not at hand, of the published file, as TensorFlow Datasets pins
 * it.
 */
public final class Catalog {
  private static final long MIB = 1 << 20;

  private static final List<CatalogSet> SETS =
      List.of(
          new CatalogSet(
              "mnist",
              "Handwritten digits, 60,000 + 10,000 of 28x28 grey",
              "CC BY-SA 3.0",
              "http://yann.lecun.com/exdb/mnist/",
              idx(
                  List.of(
                      "https://ossci-datasets.s3.amazonaws.com/mnist/",
                      "https://storage.googleapis.com/cvdf-datasets/mnist/"),
                  Kind.CONTENT_SHA256,
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
          new CatalogSet(
              "fashion-mnist",
              "Articles of clothing, 60,000 + 10,000 of 28x28 grey",
              "MIT",
              "https://github.com/zalandoresearch/fashion-mnist",
              idx(
                  List.of("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                  Kind.CONTENT_SHA256,
                  "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                  "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                  "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                  "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
          new CatalogSet(
              "kmnist",
              "Cursive Japanese characters, 60,000 + 10,000 of 28x28 grey",
              "CC BY-SA 4.0",
              "https://codh.rois.ac.jp/kmnist/",
              idx(
                  List.of("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
                  Kind.FILE_SHA256,
                  "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
                  "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
                  "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
                  "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
          new CatalogSet(
              "cifar10",
              "Small photographs of ten classes, 50,000 + 10,000 of 32x32 colour",
              "none stated; for research",
              "https://www.cs.toronto.edu/~kriz/cifar.html",
              List.of(
                  new CatalogFile(
                      "cifar-10-binary.tar.gz",
                      List.of(
                          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")),
                      170_052_171,
                      new Checksum(
                          Kind.FILE_SHA256,
                          "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
                      Stream.concat(
                              IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin"),
                              Stream.of("test_batch.bin"))
                          .toList()))),
          new CatalogSet(
              "cifar100",
              "Small photographs of 100 classes, 50,000 + 10,000 of 32x32 colour",
              "none stated; for research",
              "https://www.cs.toronto.edu/~kriz/cifar.html",
              List.of(
                  new CatalogFile(
                      "cifar-100-binary.tar.gz",
                      List.of(
                          URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz")),
                      168_513_733,
                      new Checksum(
                          Kind.FILE_SHA256,
                          "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
                      List.of("train.bin", "test.bin")))));

  private Catalog() {}

  /** All sets. */
  public static List<CatalogSet> sets() {
    return SETS;
  }

  /** A set by name. */
  public static Optional<CatalogSet> find(String name) {
    return SETS.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  /** The four files of MNIST's usual names, gzipped. */
  private static List<CatalogFile> idx(List<String> folders, Kind kind, String... hashes) {
    List<String> names =
        List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                new CatalogFile(
                    names.get(i),
                    folders.stream().map(folder -> URI.create(folder + names.get(i))).toList(),
                    64 * MIB,
                    new Checksum(kind, hashes[i]),
                    List.of()))
        .toList();
  }
}
