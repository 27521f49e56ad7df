package io.gan4j.datasets.internal.label;

import io.gan4j.api.DataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of CelebA: a row for each picture, its file and whole numbers. As text ({@code
 * list_attr_celeba.txt}) it may begin with how many rows there are, and the names of the numbers;
 * as CSV it has a header.
 *
 * @param place what messages call it
 * @param columns the names of the numbers; empty if it has none
 * @param rows by the pictures' files
 */
public record CelebaList(String place, List<String> columns, Map<String, byte[]> rows) {
  private static final String ATTRIBUTES = "list_attr_celeba";
  private static final String PARTS = "list_eval_partition";

  /** Whether a file is the list of attributes. */
  public static boolean isAttributes(String name) {
    return isCalled(name, ATTRIBUTES);
  }

  /** Whether a file is the list of parts. */
  public static boolean isParts(String name) {
    return isCalled(name, PARTS);
  }

  /** Whether a file is a list of CelebA that is not read. */
  public static boolean isOther(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return file.matches("(?i)(identity_celeba|list_(bbox|landmarks(_align)?)_celeba)\\.(txt|csv)");
  }

  private static boolean isCalled(String name, String list) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return file.equals(list + ".txt") || file.equals(list + ".csv");
  }

  /**
   * Reads a list.
   *
   * @throws DataException naming the line that is not as it should be, or if there are fewer rows
   *     than it says
   */
  public static CelebaList read(byte[] bytes, String place) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    int first = 0;
    int promised = -1;
    if (!lines.isEmpty() && lines.get(0).matches("\\d{1,9}")) {
      promised = Integer.parseInt(lines.get(first++));
    }
    List<String> columns = List.of();
    if (first < lines.size() && !isRow(fields(lines.get(first)))) {
      String[] names = fields(lines.get(first++));
      boolean fileNamed = promised < 0;
      columns = List.of(names).subList(fileNamed ? 1 : 0, names.length);
    }
    Map<String, byte[]> rows = new HashMap<>();
    for (String line : lines.subList(first, lines.size())) {
      String[] fields = fields(line);
      if (!isRow(fields) || (!columns.isEmpty() && fields.length != columns.size() + 1)) {
        throw new DataException(
            place
                + ": '"
                + (line.length() > 60 ? line.substring(0, 60) + "…" : line)
                + "' is no file with "
                + (columns.isEmpty() ? "a whole number" : columns.size() + " whole numbers"));
      }
      rows.put(fields[0], values(fields));
    }
    if (rows.isEmpty() || (promised >= 0 && rows.size() != promised)) {
      throw new DataException(
          place
              + " has rows of "
              + rows.size()
              + " pictures"
              + (promised >= 0 ? ", where it says " + promised : "")
              + "; is it cut off?");
    }
    return new CelebaList(place, columns, rows);
  }

  private static String[] fields(String line) {
    return line.split("\\s*,\\s*|\\s+", -1);
  }

  private static boolean isRow(String[] fields) {
    return fields.length > 1
        && Arrays.stream(fields, 1, fields.length).allMatch(field -> field.matches("-?\\d"));
  }

  private static byte[] values(String[] fields) {
    byte[] values = new byte[fields.length - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.parseByte(fields[i + 1]);
    }
    return values;
  }

  /**
   * A picture's numbers.
   *
   * @param picture its path, of which the file's name counts
   * @throws DataException if it has none
   */
  public byte[] of(String picture) {
    byte[] row = rows.get(picture.substring(picture.lastIndexOf('/') + 1));
    if (row == null) {
      throw new DataException(place + " has no row of " + picture);
    }
    return row;
  }
}
