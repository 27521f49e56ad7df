package io.gan4j.core.run;

import io.gan4j.api.data.Dataset;
import java.util.Collection;

/** The data of a game: a data set for each of its sides. */
public final class Datasets {
  private Datasets() {}

  /** Closes them all, and then throws what the first threw that could not be closed. */
  public static void close(Collection<Dataset> data) {
    RuntimeException failed = null;
    for (Dataset dataset : data) {
      try {
        dataset.close();
      } catch (RuntimeException e) {
        failed = failed == null ? e : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
