package io.gan4j.datasets.internal.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Names in archives, most of which do not say how their bytes are to be read. Here such a name is a
 * text with a character for each byte, until all of an archive's names are known.
 */
final class EntryNames {
  private static final Set<String> JUNK =
      Set.of(
          "__macosx",
          "@eadir",
          "thumbs.db",
          "desktop.ini",
          "$recycle.bin",
          "system volume information");

  private EntryNames() {}

  /**
   * How an archive's names are read: in UTF-8 if all of them are of that, otherwise all byte by
   * byte. Either way names that differ still do.
   *
   * @param names with a character for each byte; those with others are known already, and stay
   * @param otherwise a charset with a character for each byte
   */
  static UnaryOperator<String> reading(Collection<String> names, Charset otherwise) {
    boolean unicode =
        names.stream().filter(EntryNames::isOfBytes).allMatch(name -> isUnicode(bytes(name)));
    Charset charset = unicode ? StandardCharsets.UTF_8 : otherwise;
    return name -> isOfBytes(name) ? new String(bytes(name), charset) : name;
  }

  private static boolean isOfBytes(String name) {
    return name.chars().allMatch(c -> c <= 0xFF);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isUnicode(byte[] name) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether a name belongs to what archivers and desktops add on their own, at any depth. */
  static boolean hidden(String name) {
    for (String part : name.split("/", -1)) {
      if (part.startsWith(".") || JUNK.contains(part.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
