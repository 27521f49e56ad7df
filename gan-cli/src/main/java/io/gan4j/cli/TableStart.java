package io.gan4j.cli;

import io.gan4j.api.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Chooses what a table needs: the preset, and what stands between two fields of a CSV. */
final class TableStart {
  private static final Map<Character, String> SEPARATORS = new LinkedHashMap<>();

  static {
    SEPARATORS.put(',', "comma");
    SEPARATORS.put(';', "semicolon");
    SEPARATORS.put('\t', "tab");
    SEPARATORS.put('|', "pipe");
  }

  private TableStart() {}

  /**
   * What fits a table; empty if the file is called otherwise than tables are.
   *
   * @param asked what the user changes
   */
  static Optional<OwnData> of(Path data, List<String> asked) {
    String name = data.getFileName().toString().toLowerCase(Locale.ROOT);
    List<String> changes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    if (name.matches(".*\\.(csv|tsv)(\\.gz)?")) {
      String separator = separator(data);
      if (asked.stream().noneMatch(change -> change.startsWith("data.reader.separator="))) {
        changes.add("data.reader.separator=" + separator);
        if (!separator.equals("comma")) {
          lines.add("fields are separated by a " + separator);
        }
      }
    } else if (!name.matches(".*\\.(parquet|json|jsonl|ndjson)(\\.gz)?")) {
      return Optional.empty();
    }
    lines.add(
        "chosen: the preset table, for its name says that it holds rows; --set"
            + " data.reader.columns=[a, b] learns only some columns");
    return Optional.of(new OwnData("table", changes, lines));
  }

  /** What separates the names of the first line, outside of quotes. */
  private static String separator(Path file) {
    String line = firstLine(file);
    Map<Character, Integer> counts = new LinkedHashMap<>();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (!quoted && SEPARATORS.containsKey(c)) {
        counts.merge(c, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> SEPARATORS.getOrDefault(entry.getKey(), "comma"))
        .orElse("comma");
  }

  private static String firstLine(Path file) {
    boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    try (InputStream stored = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    packed ? new GZIPInputStream(stored) : stored, StandardCharsets.UTF_8))) {
      char[] start = new char[1 << 16];
      int count = lines.read(start);
      return count <= 0 ? "" : new String(start, 0, count).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e, e);
    }
  }
}
