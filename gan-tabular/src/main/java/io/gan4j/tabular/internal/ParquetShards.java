package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Parquet files that a data set is spread over: {@code data/train-00000-of-00004.parquet}. */
public final class ParquetShards {
  private static final int DEEPEST = 4;

  private ParquetShards() {}

  /** Whether there are files for training, and others. */
  public static boolean havePartTrain(Path folder, List<Path> files) {
    long training = files.stream().filter(file -> isOf("train", folder, file)).count();
    return training > 0 && training < files.size();
  }

  /** All files of a folder and those below it, by name; none if it is no folder. */
  public static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".parquet"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * A file itself, or the files of a folder.
   *
   * @param part a word that their names have, or a folder between; null for all
   * @throws DataException if there is none
   */
  public static List<Path> of(Path path, @Nullable String part) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files = new ArrayList<>(in(path));
    if (part != null) {
      files.removeIf(file -> !isOf(part, path, file));
    }
    if (files.isEmpty()) {
      throw new DataException(
          path
              + " holds no file ending in .parquet"
              + (part == null ? "" : " with the word '" + part + "' in its name or its folder's"));
    }
    return files;
  }

  private static boolean isOf(String part, Path folder, Path file) {
    String below = folder.relativize(file).toString();
    return Arrays.asList(below.split("[^A-Za-z0-9]+")).contains(part);
  }
}
