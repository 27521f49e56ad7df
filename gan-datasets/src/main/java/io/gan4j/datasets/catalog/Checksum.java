package io.gan4j.datasets.catalog;

import io.gan4j.api.internal.Sha256;
import io.gan4j.datasets.internal.Content;
import io.gan4j.datasets.internal.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a file must hash to.
 *
 * @param kind over what
 * @param hex the hash, in lower-case hex
 */
public record Checksum(Kind kind, String hex) {

  /** Over what. */
  public enum Kind {
    /**
     * SHA-256 of the content, after decompression if it is gzip data: computed from the set itself.
     */
    CONTENT_SHA256,
    /**
     * SHA-256 of the file as it is downloaded: as others found it who pinned it, where the set
     * itself was not at hand to hash its content.
     */
    FILE_SHA256
  }

  public Checksum {
    hex = hex.toLowerCase(Locale.ROOT);
  }

  /** Whether a file hashes to it. */
  public boolean matches(Path file) throws IOException {
    return of(file).equals(hex);
  }

  /** What a file hashes to. */
  String of(Path file) throws IOException {
    Source source = Source.file(file);
    try (InputStream in =
        switch (kind) {
          case CONTENT_SHA256 -> Content.open(source);
          case FILE_SHA256 -> source.open();
        }) {
      return new Sha256().add(in).hex();
    }
  }
}
