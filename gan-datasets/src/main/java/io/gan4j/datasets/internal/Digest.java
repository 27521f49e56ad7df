package io.gan4j.datasets.internal;

import io.gan4j.api.internal.Sha256;

/** SHA-256 of what determines a data set's samples. */
public final class Digest {
  private final Sha256 sha256 = new Sha256();

  /**
   * @param format what the bytes that follow mean: data of another format never has the same hash
   */
  public Digest(String format) {
    sha256.add(format + "\n");
  }

  public Digest add(byte[] bytes, int count) {
    sha256.add(bytes, 0, count);
    return this;
  }

  /** The hash, in lower-case hex. Once only. */
  public String hex() {
    return sha256.hex();
  }
}
