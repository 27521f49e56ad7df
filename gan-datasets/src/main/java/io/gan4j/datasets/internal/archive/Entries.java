package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The wanted files of a folder, a tar, a gzipped tar or a zip, in the order of their names. Safe
 * for use by several threads. Who opens closes.
 */
public interface Entries extends AutoCloseable {
  /** No single file is larger: more than any image, and what one array may hold. */
  long LARGEST = 256L << 20;

  /** How many wanted files there are. */
  int count();

  /** Path within the folder or archive, with {@code /}, its characters composed. */
  String name(int index);

  /** The place for messages: source and name. */
  String place(int index);

  /**
   * A file's bytes.
   *
   * @throws DataException if it cannot be read, or is not what the archive says of it
   */
  byte[] bytes(int index);

  /** Files that were not wanted, or that archivers and desktops add on their own. */
  LeftOut leftOut();

  @Override
  void close();

  /**
   * Opens a folder or an archive, which its first bytes tell.
   *
   * @param wanted by name
   * @throws DataException if it is missing, of another kind, damaged or hostile
   */
  static Entries open(Path path, Predicate<String> wanted) {
    if (Files.isDirectory(path)) {
      return FolderEntries.open(path, wanted);
    }
    ArchiveKind kind =
        ArchiveKind.of(path)
            .orElseThrow(
                () ->
                    new DataException(
                        path + " is neither a folder nor a tar, tar.gz or zip archive"));
    return switch (kind) {
      case TAR -> TarEntries.open(path, wanted);
      case TAR_GZ -> GzippedTar.open(path, wanted);
      case ZIP -> ZipEntries.open(path, wanted);
    };
  }

  /**
   * An archive's entry's name.
   *
   * @param bytes whether its characters are bytes, of which one may be the second half of a
   *     character: a backslash is a separator then only behind a letter of ASCII
   * @throws DataException if it leads out of the archive
   */
  static String safeName(Path archive, String name, boolean bytes) {
    String plain = bytes ? name.replaceAll("(?<![\\x80-\\xFF])\\\\", "/") : name.replace('\\', '/');
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    if (plain.startsWith("/")
        || plain.matches("[A-Za-z]:.*")
        || plain.indexOf('\0') >= 0
        || ("/" + plain + "/").contains("/../")) {
      throw new DataException(
          archive + ": the entry '" + printable(name) + "' leads out of the archive; not opened");
    }
    return plain;
  }

  /** A name for messages, without control characters and not too long. */
  static String printable(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 200 ? clean.substring(0, 200) + "…" : clean;
  }
}
