package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.Hdf5File;
import io.gan4j.datasets.internal.array.MatVariables;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises HDF5 by its signature, whatever the file's name; MATLAB's is left to its own reader.
 */
final class Hdf5Detector implements DatasetDetector {

  @Override
  public String accepts() {
    return "HDF5 files";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      Source file = Source.file(path);
      return Hdf5File.looksLikeOne(file) && !MatVariables.looksLikeOne(file)
          ? Optional.of(Detection.byContent(Hdf5Reader.of(path), "has HDF5's signature"))
          : Optional.empty();
    } catch (DataException e) {
      // Not a file that can be read; whoever is asked to read it will say why.
      return Optional.empty();
    }
  }
}
