package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.LabelSpace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the hashes of files and their labels: the files themselves are hashed in parallel.
 */
final class FileHash {
  private final MessageDigest sha256 = sha256();

  FileHash(@Nullable LabelSpace labels) {
    String format = "image files, classes " + (labels == null ? "none" : labels.names()) + "\n";
    sha256.update(format.getBytes(StandardCharsets.UTF_8));
  }

  static String of(byte[] file) {
    return HexFormat.of().formatHex(sha256().digest(file));
  }

  void add(String hash, int label) {
    sha256.update((hash + " " + label + "\n").getBytes(StandardCharsets.UTF_8));
  }

  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
