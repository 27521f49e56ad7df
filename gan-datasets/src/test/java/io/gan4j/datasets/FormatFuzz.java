package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.provider.GanProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Any bytes as a file of every format but pictures: the first byte picks the reader. It opens and
 * gives a sample, or it says in a {@link DataException} that names the file why not.
 */
public final class FormatFuzz {
  private static final List<Function<Path, DatasetReader>> READERS =
      List.of(
          path -> IdxReader.ofFile(path, null),
          MatReader::of,
          NpyReader::of,
          NpzReader::of,
          CsvReader::of,
          TfRecordReader::of,
          path -> new Cifar10Reader(path, Part.TRAIN),
          path -> new Cifar100Reader(path, Part.TRAIN, Cifar100Reader.Classes.FINE),
          path -> IdxReader.ofFile(path, path),
          path -> new NpyReader(path, path, null, null));

  private static final List<DatasetDetector> DETECTORS = detectors();

  private FormatFuzz() {}

  /** Readers that a first byte can pick, in their order. */
  static int readers() {
    return READERS.size();
  }

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Path file = Files.createTempFile("fuzz", ".bin");
    try {
      Files.write(file, Arrays.copyOfRange(input, 1, input.length));
      for (DatasetDetector detector : DETECTORS) {
        detect(detector, file);
      }
      DatasetReader reader = READERS.get((input[0] & 0xFF) % READERS.size()).apply(file);
      try (Dataset dataset = reader.open()) {
        Batch batch = new Batch(dataset.space(), 1);
        dataset.read(new long[] {dataset.size().orElseThrow() - 1}, batch);
      } catch (DataException e) {
        requireNamed(e, file);
      }
    } finally {
      Files.delete(file);
    }
  }

  /** A detector may know the kind and say at once why this one cannot be read. */
  private static void detect(DatasetDetector detector, Path file) {
    try {
      detector.detect(file);
    } catch (DataException e) {
      requireNamed(e, file);
    }
  }

  private static void requireNamed(DataException e, Path file) {
    if (e.getMessage() == null || !e.getMessage().contains(file.toString())) {
      throw new AssertionError("the message does not name the file: " + e.getMessage(), e);
    }
  }

  private static List<DatasetDetector> detectors() {
    List<DatasetDetector> detectors = new ArrayList<>();
    new DatasetsPlugin()
        .contribute(
            new Contributions() {
              @Override
              public <C> void component(Class<C> kind, String name, Class<? extends C> component) {}

              @Override
              public void detector(DatasetDetector detector) {
                detectors.add(detector);
              }

              @Override
              public void provider(String name, Supplier<? extends GanProvider> provider) {}

              @Override
              public void listener(String name, ListenerFactory factory) {}

              @Override
              public void preset(String name, URL yaml) {}
            });
    return detectors;
  }
}
