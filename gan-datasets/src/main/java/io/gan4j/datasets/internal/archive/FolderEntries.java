package io.gan4j.datasets.internal.archive;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import io.gan4j.api.DataException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.internal.FileNames;
import io.gan4j.datasets.internal.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of a folder and of the folders below it. Links are followed, as for every program. */
final class FolderEntries implements Entries {
  private final Path folder;
  private final List<String> names;
  private final LeftOut leftOut;

  private FolderEntries(Path folder, List<String> names, LeftOut leftOut) {
    this.folder = folder;
    this.names = names;
    this.leftOut = leftOut;
  }

  static FolderEntries open(Path folder, Predicate<String> wanted) {
    List<String> names = new ArrayList<>();
    LeftOut leftOut = new LeftOut();
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name =
            folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        if (Files.isDirectory(file)) {
          continue;
        }
        if (!EntryNames.hidden(name) && wanted.test(name)) {
          names.add(name);
        } else {
          leftOut.add(name);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(folder + " cannot be looked through: " + e.getMessage(), e);
    }
    names.sort(comparing(LabelSpace::composed).thenComparing(naturalOrder()));
    return new FolderEntries(folder, names, leftOut);
  }

  @Override
  public int count() {
    return names.size();
  }

  @Override
  public String name(int index) {
    return LabelSpace.composed(names.get(index));
  }

  @Override
  public String place(int index) {
    return FileNames.in(folder, names.get(index)).toString();
  }

  @Override
  public byte[] bytes(int index) {
    Source source = Source.file(FileNames.in(folder, names.get(index)));
    if (source.size() > LARGEST) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has %,d bytes; accepted: at most %,d",
              source.name(),
              source.size(),
              LARGEST));
    }
    try (InputStream in = source.open()) {
      return in.readNBytes((int) LARGEST);
    } catch (IOException e) {
      throw new DataException(source.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public LeftOut leftOut() {
    return leftOut;
  }

  @Override
  public void close() {}
}
