package io.gan4j.datasets;

import io.gan4j.testkit.DatasetContract;
import io.gan4j.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Every reader of this module keeps the contract of data sets")
class DatasetContractsTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> ownSources() {
    return Stream.of(
            new DigitsReader(),
            new GaussianReader(4, 1.25, 1, 0),
            new GaussianReader(0, 1, 2, 7),
            new UniformReader(-1, 1, 1, 0),
            new RingReader(8, 2, 0.1, 0),
            new GridReader(5, 2, 0.1, 0))
        .flatMap(reader -> DatasetContract.of(reader).tests());
  }

  @TestFactory
  Stream<DynamicTest> files() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), IdxFiles.counting(7, 3, 2));
    Path gzipped =
        Files.write(folder.resolve("gzipped"), IdxFiles.gzip(IdxFiles.counting(7, 3, 2)));
    return Stream.of(plain, gzipped)
        .flatMap(file -> DatasetContract.of(IdxReader.ofFile(file, null)).tests());
  }

  @TestFactory
  Stream<DynamicTest> unreadable() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.idx"));
    return Stream.of(empty, folder.resolve("absent.idx"))
        .flatMap(
            file ->
                DatasetContract.refuses(IdxReader.ofFile(file, null), file.getFileName().toString())
                    .tests());
  }

  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(new DatasetsPlugin(), List.of()).tests();
  }
}
