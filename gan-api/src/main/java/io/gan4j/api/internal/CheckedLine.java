package io.gan4j.api.internal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A line of a log, a JSON object, with a checksum as its last member, which tells a line that was
 * damaged or edited.
 */
public final class CheckedLine {
  private static final String CHECK = ",\"crc32\":\"";

  private CheckedLine() {}

  /**
   * A line with its checksum.
   *
   * @param json an object with one member or more
   */
  public static String of(String json) {
    return of(json, json);
  }

  /**
   * The same, for a line of which not everything counts.
   *
   * @param counted what the checksum is over
   */
  public static String of(String json, String counted) {
    CRC32 crc = new CRC32();
    crc.update(counted.getBytes(StandardCharsets.UTF_8));
    String body = json.substring(0, json.length() - 1);
    return String.format(Locale.ROOT, "%s%s%08x\"}", body, CHECK, crc.getValue());
  }

  /** Whether a line has a checksum: those of earlier versions have none. */
  public static boolean has(String line) {
    return line.contains(CHECK);
  }

  /** A line that has a checksum, without it. */
  public static String without(String line) {
    return line.substring(0, line.lastIndexOf(CHECK)) + "}";
  }

  /** Whether a line is as it was written, as far as it says. */
  public static boolean isWhole(String line) {
    return !has(line) || line.equals(of(without(line)));
  }
}
