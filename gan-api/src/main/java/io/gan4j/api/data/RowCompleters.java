package io.gan4j.api.data;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Opens what makes whole rows of generated ones. Found by ServiceLoader; gan-tabular brings one.
 */
public interface RowCompleters {

  /**
   * What makes whole rows of these columns.
   *
   * @throws io.gan4j.api.GanException if there are rules or added columns that cannot be
   */
  RowCompleter open(Columns columns);

  /** The one that is installed; empty if none is. */
  static Optional<RowCompleters> installed() {
    return ServiceLoader.load(RowCompleters.class).findFirst();
  }
}
