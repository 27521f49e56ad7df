package io.gan4j.api.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making: of everything that is added, in order. */
public final class Sha256 {
  private static final int BLOCK = 1 << 16;

  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 of a text in UTF-8, in lower-case hex. */
  public static String of(String text) {
    return new Sha256().add(text).hex();
  }

  /** SHA-256 of bytes, in lower-case hex. */
  public static String of(byte[] bytes) {
    return new Sha256().add(bytes).hex();
  }

  /** SHA-256 of a file's content, in lower-case hex. */
  public static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Sha256().add(in).hex();
    }
  }

  /** Adds a text in UTF-8. */
  public Sha256 add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  public Sha256 add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  public Sha256 add(byte[] bytes, int offset, int count) {
    digest.update(bytes, offset, count);
    return this;
  }

  /** Adds what remains in a buffer, whose position stays where it is. */
  public Sha256 add(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
    return this;
  }

  /** Adds a stream to its end. */
  public Sha256 add(InputStream in) throws IOException {
    byte[] block = new byte[BLOCK];
    for (int got = in.read(block); got >= 0; got = in.read(block)) {
      digest.update(block, 0, got);
    }
    return this;
  }

  /** The hash in lower-case hex; begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** The 32 bytes of the hash; begins anew. */
  public byte[] bytes() {
    return digest.digest();
  }
}
