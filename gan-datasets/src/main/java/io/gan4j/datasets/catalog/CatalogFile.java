package io.gan4j.datasets.catalog;

import io.gan4j.api.spec.Check;
import java.net.URI;
import java.util.List;

/**
 * A file of a published set.
 *
 * @param name in the cache
 * @param addresses where it is, tried in their order
 * @param mostBytes no download is longer; a little above the published size
 * @param checksum what it must hash to
 * @param members files of an archive that go into the cache in its place; empty if it is none
 */
public record CatalogFile(
    String name, List<URI> addresses, long mostBytes, Checksum checksum, List<String> members) {
  public CatalogFile {
    addresses = List.copyOf(Check.notEmpty("addresses", addresses));
    members = List.copyOf(members);
    Check.positive("mostBytes", mostBytes);
  }

  /** The files that are in the cache once this one has been fetched. */
  public List<String> cached() {
    return members.isEmpty() ? List.of(name) : members;
  }
}
