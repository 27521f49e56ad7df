package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.MatVariables;
import java.nio.file.Path;
import java.util.Optional;

/** Recognises a MATLAB file by its header, whatever its name. */
final class MatDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "MATLAB files (save -v7.3, -v7 or -v6)";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      return MatVariables.looksLikeOne(Source.file(path))
          ? Optional.of(Detection.byContent(MatReader.of(path), "begins as a MATLAB file"))
          : Optional.empty();
    } catch (DataException e) {
      // Not a file that can be read; whoever is asked to read it will say why.
      return Optional.empty();
    }
  }
}
