package io.gan4j.core.data;

import io.gan4j.api.internal.Sha256;

/** Hashes of what determines samples. */
final class Hashes {
  private Hashes() {}

  /** SHA-256 (hex) of the values' texts, each in a line. */
  static String of(Object... values) {
    Sha256 sha256 = new Sha256();
    for (Object value : values) {
      sha256.add(value + "\n");
    }
    return sha256.hex();
  }
}
