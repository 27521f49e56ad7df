package io.gan4j.datasets.catalog;

import java.util.List;

/**
 * A published set.
 *
 * @param name what {@code gan data fetch} calls it
 * @param title what it is, in one line
 * @param licence its terms, as its makers say
 * @param home its page
 * @param files its files
 */
public record CatalogSet(
    String name, String title, String licence, String home, List<CatalogFile> files) {
  public CatalogSet {
    files = List.copyOf(files);
  }
}
