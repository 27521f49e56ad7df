package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import java.nio.file.Path;

/**
 * Says of a source why it is not read: a reader that detectors give, so that theirs is the word.
 */
record Unread(Path path, String reason) implements DatasetReader {

  /** By what a file begins with. */
  static Detection byContent(Path path, String reason) {
    return Detection.byContent(new Unread(path, reason), "begins as no reader reads it");
  }

  /** By the files in a folder or an archive. */
  static Detection byLayout(Path path, String reason) {
    return Detection.byLayout(new Unread(path, reason), "holds files that no reader reads");
  }

  @Override
  public Dataset open() {
    throw new DataException(path + ": " + reason);
  }
}
