package io.gan4j.core.config;

import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.plugin.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys of earlier versions: read as the keys that they are now, and told. */
final class RetiredKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RetiredKeys.class);

  private RetiredKeys() {}

  /** A record's map with every key of an earlier version replaced by what it is now. */
  static Mapping replaced(Site site, RecordShape shape, Problems problems) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : site.mapping().entries()) {
      Optional<String> now =
          shape.parameter(entry.key()).isPresent()
              ? Optional.empty()
              : shape.successor(entry.key());
      if (now.isEmpty()) {
        entries.add(entry);
      } else if (has(entries, now.get()) || site.mapping().entry(now.get()).isPresent()) {
        problems.add(
            entry.place(),
            site.at(entry.key()),
            "is now called '" + now.get() + "', which is given too");
      } else {
        tell(entry.place(), site.at(entry.key()), now.get());
        entries.add(new Entry(entry.place(), now.get(), entry.value()));
      }
    }
    return new Mapping(site.mapping().place(), entries);
  }

  private static boolean has(List<Entry> entries, String key) {
    return entries.stream().anyMatch(e -> e.key().equals(key));
  }

  /** Says what a name is now. */
  static void tell(Place place, String before, String now) {
    LOG.warn(
        "{}{}: '{}' is now called '{}'; the earlier name is still read",
        place.source(),
        place.line() == null ? "" : ":" + place.line(),
        before,
        now);
  }
}
