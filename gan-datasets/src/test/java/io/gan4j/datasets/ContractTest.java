package io.gan4j.datasets;

import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import io.gan4j.testkit.PluginContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The contract of data sets is kept by")
class ContractTest {
  @TempDir Path folder;

  @TestFactory
  @DisplayName("every reader of this module")
  Stream<DynamicTest> readers() {
    Path images = IdxFiles.write(folder.resolve("images"), IdxFiles.counting(300, 5, 4));
    byte[] classes = new byte[300];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) (i % 3);
    }
    Path labels =
        IdxFiles.write(folder.resolve("labels"), IdxFiles.gzip(IdxFiles.of(classes, 300)));
    Path vectors = IdxFiles.write(folder.resolve("vectors"), IdxFiles.counting(10, 7));
    return Stream.of(
            new DigitsReader(),
            IdxReader.ofFile(images, null),
            IdxReader.ofFile(images, labels),
            IdxReader.ofFile(vectors, null),
            new StackedReader(IdxReader.ofFile(images, labels), 50, 3),
            new StackedReader(new DigitsReader(), 40, 0),
            new GaussianReader(4, 1.25, 1, 0),
            new UniformReader(-1, 1, 3, 0),
            new RingReader(8, 2, 0.02, 0),
            new GridReader(5, 2, 0.05, 0))
        .map(DatasetContract::of)
        .flatMap(Contract::tests);
  }

  @TestFactory
  @DisplayName("the idx reader, of sources that cannot be read")
  Stream<DynamicTest> refusals() {
    Path absent = folder.resolve("absent");
    return Stream.of(
            DatasetContract.refuses(IdxReader.ofFile(absent, null), "absent"),
            DatasetContract.refuses(IdxReader.ofFolder(absent), "absent"))
        .flatMap(Contract::tests);
  }

  @TestFactory
  @DisplayName("the plugin of this module")
  Stream<DynamicTest> plugin() {
    return PluginContract.of(new DatasetsPlugin(), List.of()).tests();
  }
}
