package io.gan4j.tabular.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Files that hold a table. */
public enum FileKind {
  /** Apache Parquet. */
  PARQUET,
  /** Text with a separator between fields, gzipped or not. */
  CSV,
  /** An array of objects, or an object per line, gzipped or not. */
  JSON;

  private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** The kind of a file, by its first bytes or its name; empty if it is none of them. */
  public static Optional<FileKind> of(Path file) {
    if (startsWith(file, PARQUET_MAGIC)) {
      return Optional.of(PARQUET);
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return Optional.of(CSV);
    }
    return name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")
        ? Optional.of(JSON)
        : Optional.empty();
  }

  private static boolean startsWith(Path file, byte[] magic) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(magic.length), magic);
    } catch (IOException e) {
      return false; // whoever is asked to read it will say why it cannot be read
    }
  }
}
