package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.internal.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the hashes of files and their labels: the files themselves are hashed in parallel.
 */
final class FileHash {
  private final Sha256 sha256 = new Sha256();

  FileHash(@Nullable LabelSpace labels, Half half) {
    sha256.add("image files, classes " + (labels == null ? "none" : labels.names()) + "\n");
    if (half != Half.WHOLE) {
      sha256.add("half " + half + "\n");
    }
  }

  void add(String hash, int label) {
    sha256.add(hash + " " + label + "\n");
  }

  /** Adds the levels that are black and white, where these are not the formats' own. */
  void add(Range levels) {
    sha256.add("levels " + levels + "\n");
  }

  String hex() {
    return sha256.hex();
  }
}
