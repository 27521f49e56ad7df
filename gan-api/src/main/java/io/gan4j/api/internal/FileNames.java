package io.gan4j.api.internal;

import io.gan4j.api.GanException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of files, some of which a JVM cannot write down. */
public final class FileNames {
  private static final String CHARSET = "sun.jnu.encoding";

  private FileNames() {}

  /**
   * The path of a name.
   *
   * @throws GanException if no file can be called so here, and what helps
   */
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new GanException(problem(e), e);
    }
  }

  /**
   * A name within a folder.
   *
   * @throws GanException as {@link #path}
   */
  public static Path in(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new GanException(problem(e), e);
    }
  }

  /**
   * Whether a name may stand for several files by their numbers, as {@code faces-{000..012}.tar}
   * does; its reader says which they are.
   */
  public static boolean isNumbered(Path path) {
    return path.toString().matches("(?s).*\\{\\d{1,9}\\.\\.\\d{1,9}\\}.*");
  }

  /** Why a name cannot be that of a file, and what helps. */
  public static String problem(InvalidPathException refused) {
    return problem(refused, System.getProperty(CHARSET, ""));
  }

  private static String problem(InvalidPathException refused, String charset) {
    String name = refused.getInput();
    boolean ascii = name.chars().allMatch(c -> c < 0x80);
    return ascii || charset.equalsIgnoreCase("UTF-8")
        ? "'" + name + "' is no name of a file: " + refused.getReason()
        : "'"
            + name
            + "' is beyond the charset that this JVM has for names of files, "
            + charset
            + ": start it where the locale is UTF-8, for example with LC_ALL=C.UTF-8";
  }
}
