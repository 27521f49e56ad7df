package io.gan4j.bench.equality;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Named arrays, read from files without gan4j's own code, which is what is being compared.
 *
 * @param arrays the arrays by name
 */
record State(SortedMap<String, StoredArray> arrays) {
  private static final Pattern ENTRY =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*\\{([^{}]*)}");
  private static final Pattern TYPE = Pattern.compile("\"dtype\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern SHAPE = Pattern.compile("\"shape\"\\s*:\\s*\\[([\\d\\s,]*)]");
  private static final Pattern PLACE =
      Pattern.compile("\"data_offsets\"\\s*:\\s*\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*]");

  /**
   * Reads the arrays of a folder's {@code .safetensors} files, by their own names, and its {@code
   * .npy} and {@code .csv} files, as one array of bytes each. Whatever else lies there, which may
   * have dates in it, is left out.
   *
   * @throws IOException if there are none, if two have one name, or if a file has bytes that belong
   *     to no array
   */
  static State read(Path folder) throws IOException {
    SortedMap<String, StoredArray> arrays = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.sorted().toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      Map<String, StoredArray> more = Map.of();
      if (name.endsWith(".safetensors")) {
        more = safetensors(file);
      } else if (name.endsWith(".npy") || name.endsWith(".csv")) {
        byte[] bytes = Files.readAllBytes(file);
        more = Map.of(name, new StoredArray("U8", List.of((long) bytes.length), wrap(bytes)));
      }
      for (Map.Entry<String, StoredArray> entry : more.entrySet()) {
        if (arrays.put(entry.getKey(), entry.getValue()) != null) {
          throw new IOException(folder + " has two arrays of the name " + entry.getKey());
        }
      }
    }
    if (arrays.isEmpty()) {
      throw new IOException(folder + " holds no arrays");
    }
    return new State(arrays);
  }

  private static Map<String, StoredArray> safetensors(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    ByteBuffer content = wrap(all);
    int start = Math.toIntExact(Long.BYTES + content.getLong(0));
    String header = new String(all, Long.BYTES, start - Long.BYTES, StandardCharsets.UTF_8);
    Map<String, StoredArray> arrays = new TreeMap<>();
    long bytes = 0;
    Matcher entries = ENTRY.matcher(header);
    while (entries.find()) {
      if (entries.group(1).equals("__metadata__")) {
        continue;
      }
      String facts = entries.group(2);
      Matcher place = find(PLACE, facts, file);
      int from = Integer.parseInt(place.group(1));
      int to = Integer.parseInt(place.group(2));
      arrays.put(
          entries.group(1),
          new StoredArray(
              find(TYPE, facts, file).group(1),
              sizes(find(SHAPE, facts, file).group(1)),
              content.slice(start + from, to - from)));
      bytes += to - from;
    }
    if (bytes != content.capacity() - start) {
      throw new IOException(file + " has bytes that belong to no array");
    }
    return arrays;
  }

  private static Matcher find(Pattern pattern, String facts, Path file) throws IOException {
    Matcher matcher = pattern.matcher(facts);
    if (!matcher.find()) {
      throw new IOException(file + " describes an array by {" + facts + "}");
    }
    return matcher;
  }

  private static List<Long> sizes(String shape) {
    List<Long> sizes = new ArrayList<>();
    for (String size : shape.split(",", -1)) {
      if (!size.isBlank()) {
        sizes.add(Long.parseLong(size.strip()));
      }
    }
    return sizes;
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** SHA-256 over the names, types, shapes and bytes of all arrays in the order of their names. */
  String hash() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    arrays.forEach(
        (name, array) -> {
          digest.update((name + '\n' + array.form() + '\n').getBytes(StandardCharsets.UTF_8));
          digest.update(array.bytes().duplicate());
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
