package io.gan4j.datasets.internal.label;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.gan4j.api.DataException;
import io.gan4j.api.data.ParquetRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table beside pictures, {@code metadata.csv}, {@code metadata.jsonl} or {@code
 * metadata.parquet}: a row for each, with the picture's path in {@code file_name}.
 *
 * @param place what messages call it
 * @param folder the folder that it lies in, empty or with a slash at its end; paths count from it
 * @param rows the values of each row by the names of their columns
 */
public record PictureTable(String place, String folder, List<Map<String, String>> rows) {
  /** What such a table is called, one of them. */
  public static final List<String> NAMES =
      List.of("metadata.csv", "metadata.jsonl", "metadata.parquet");

  private static final String FILE = "file_name";

  /** Whether a file is called as such a table is. */
  public static boolean named(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return NAMES.contains(file);
  }

  /**
   * Reads a table.
   *
   * @param name the file's, within the folder or archive
   * @throws DataException if it is no such table, or has no column {@code file_name}
   */
  public static PictureTable read(byte[] bytes, String name, String place) {
    List<Map<String, String>> rows =
        name.endsWith(".parquet")
            ? parquet(bytes, place)
            : name.endsWith(".csv")
                ? csv(text(bytes, place), place)
                : json(text(bytes, place), place);
    for (Map<String, String> row : rows) {
      if (!row.containsKey(FILE)) {
        throw new DataException(
            place + " has no column " + FILE + "; it has " + String.join(", ", row.keySet()));
      }
    }
    if (rows.isEmpty()) {
      throw new DataException(place + " holds no row");
    }
    return new PictureTable(place, name.substring(0, name.lastIndexOf('/') + 1), rows);
  }

  /** The path of a row's picture within the folder or archive. */
  public String picture(Map<String, String> row) {
    String path = folder + row.getOrDefault(FILE, "").replace('\\', '/');
    return path.replaceAll("(^|/)(\\./)+", "$1");
  }

  private static String text(byte[] bytes, String place) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataException(place + " is no UTF-8 text", e);
    }
  }

  private static List<Map<String, String>> csv(String text, String place) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
      csv.forEach(record -> rows.add(record.getFieldsAsMap()));
      return rows;
    } catch (CsvParseException | UncheckedIOException e) {
      throw new DataException(place + " is no CSV file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DataException(place + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Read by another module, which wants a file. */
  private static List<Map<String, String>> parquet(byte[] bytes, String place) {
    ParquetRows reader =
        ParquetRows.installed()
            .orElseThrow(
                () ->
                    new DataException(
                        place + " is read by the module gan-tabular, which is missing"));
    try {
      Path copy = Files.createTempFile("gan4j-metadata-", ".parquet");
      try {
        Files.write(copy, bytes);
        return reader.read(copy);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (DataException e) {
      throw new DataException(place + " is no Parquet that can be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DataException(place + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Map<String, String>> json(String text, String place) {
    List<Map<String, String>> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode object = JsonMapper.shared().readTree(line);
        if (!object.isObject()) {
          throw new DataException(place + ", line " + number + ", is no object");
        }
        Map<String, String> row = new LinkedHashMap<>();
        object
            .properties()
            .forEach(
                entry -> {
                  JsonNode value = entry.getValue();
                  row.put(
                      entry.getKey(), value.isValueNode() ? value.asString() : value.toString());
                });
        rows.add(row);
      } catch (JacksonException e) {
        throw new DataException(
            place + ", line " + number + ", is no JSON: " + e.getOriginalMessage(), e);
      }
    }
    return rows;
  }
}
