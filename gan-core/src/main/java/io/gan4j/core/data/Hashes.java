package io.gan4j.core.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of what determines samples. */
final class Hashes {
  private Hashes() {}

  /** SHA-256 (hex) of the values' texts, each in a line. */
  static String of(Object... values) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Object value : values) {
        sha256.update((value + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
