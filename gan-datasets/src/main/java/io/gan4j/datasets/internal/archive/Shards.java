package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a data set is spread over: one, those of a folder, or those of a name with numbers
 * in braces, {@code faces-{000..012}.tar}.
 */
public final class Shards {
  private static final Pattern NUMBERS =
      Pattern.compile("(?s)(.*)\\{(\\d{1,9})\\.\\.(\\d{1,9})\\}(.*)");
  private static final int MOST = 1_000_000;

  private Shards() {}

  /**
   * The files, in the order of their names or numbers.
   *
   * @param wanted which files of a folder, by the ends of their names
   * @throws DataException if there is none, or one of a pattern's is missing
   */
  public static List<Path> of(Path path, String... wanted) {
    Matcher numbers = NUMBERS.matcher(path.toString());
    if (numbers.matches()) {
      return numbered(path, numbers);
    }
    return Files.isDirectory(path) ? inFolder(path, wanted) : List.of(path);
  }

  /** The files of a folder, those of these ends. */
  public static List<Path> inFolder(Path folder, String... wanted) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> ends(file, wanted))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean ends(Path file, String... wanted) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && Stream.of(wanted).anyMatch(name::endsWith);
  }

  private static List<Path> numbered(Path path, Matcher numbers) {
    String first = numbers.group(2);
    long last = Long.parseLong(numbers.group(3));
    long from = Long.parseLong(first);
    if (last < from || last - from >= MOST) {
      throw new DataException(path + ": the numbers must go up, to at most " + MOST + " files");
    }
    List<Path> files = new ArrayList<>();
    for (long number = from; number <= last; number++) {
      String digits = Long.toString(number);
      String padded = "0".repeat(Math.max(0, first.length() - digits.length())) + digits;
      Path file = Path.of(numbers.group(1) + padded + numbers.group(4));
      if (!Files.isRegularFile(file)) {
        throw new DataException(file + ", which " + path + " names, is not there");
      }
      files.add(file);
    }
    return files;
  }

  /** Of shards whose names have the word train and others, whether there are both. */
  public static boolean havePartTrain(List<Path> files) {
    long training = files.stream().filter(file -> isOf("train", file)).count();
    return training > 0 && training < files.size();
  }

  /**
   * The shards of a part: those with its name as a word in theirs.
   *
   * @param part null for all
   */
  public static List<Path> ofPart(List<Path> files, @Nullable String part, Path path) {
    List<Path> chosen =
        part == null ? files : files.stream().filter(file -> isOf(part, file)).toList();
    if (chosen.isEmpty()) {
      throw new DataException(
          path
              + (part == null
                  ? " holds no such files"
                  : " holds no such file with the word '" + part + "' in its name"));
    }
    return chosen;
  }

  /** Whether a part's name is a word of the file's: {@code train} of faces-train-00.tar. */
  private static boolean isOf(String part, Path file) {
    return List.of(String.valueOf(file.getFileName()).split("[^A-Za-z0-9]+")).contains(part);
  }
}
