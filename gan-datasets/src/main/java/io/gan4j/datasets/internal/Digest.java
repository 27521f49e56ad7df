package io.gan4j.datasets.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what determines a data set's samples. */
public final class Digest {
  private final MessageDigest sha256;

  /**
   * @param format what the bytes that follow mean: data of another format never has the same hash
   */
  public Digest(String format) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    sha256.update((format + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public Digest add(byte[] bytes, int count) {
    sha256.update(bytes, 0, count);
    return this;
  }

  /** The hash, in lower-case hex. Once only. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
