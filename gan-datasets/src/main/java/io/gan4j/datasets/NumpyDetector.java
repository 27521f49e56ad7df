package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.NpyFile;
import io.gan4j.datasets.internal.array.NpzFile;
import java.nio.file.Path;
import java.util.Optional;

/** Recognises NumPy's arrays and archives by their content, whatever their names. */
final class NumpyDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "NumPy's arrays (.npy) and archives of them (.npz)";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      Source file = Source.file(path);
      if (NpyFile.looksLikeOne(file)) {
        return Optional.of(Detection.byContent(NpyReader.of(path), "begins as an array of NumPy"));
      }
      if (!NpzFile.looksLikeOne(file)) {
        return Optional.empty();
      }
      NpzFile.open(path).close();
      return Optional.of(
          Detection.byContent(NpzReader.of(path), "is a zip archive with arrays of NumPy"));
    } catch (DataException e) {
      // Not a file of this kind that can be read; another detector may know it.
      return Optional.empty();
    }
  }
}
