package io.gan4j.datasets.catalog;

import io.gan4j.api.DataException;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.datasets.internal.archive.Entries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings sets into a cache, a folder per set. What is there already and has the right hash is not
 * fetched again, so that files can be put there by hand; what has a wrong one never gets there.
 */
public final class Fetcher {
  private static final String VERIFIED = ".verified";

  private final Path cache;
  private final Downloader downloader;
  private final Consumer<String> progress;

  /**
   * A fetcher into a folder.
   *
   * @param cache made when something is fetched
   * @param progress one line per thing done
   */
  public Fetcher(Path cache, Consumer<String> progress) {
    this.cache = cache;
    this.downloader = new Downloader(progress);
    this.progress = progress;
  }

  /** The folder of a set. */
  public Path folder(CatalogSet set) {
    return cache.resolve(set.name());
  }

  /** Whether all files of a set are in the cache. */
  public boolean complete(CatalogSet set) {
    return set.files().stream().allMatch(file -> present(set, file));
  }

  /**
   * Fetches what is missing of a set.
   *
   * @return its folder, all files in it verified
   * @throws DataException if a file cannot be had, or is not what it should be; says what is
   *     missing and how to get it
   */
  public Path fetch(CatalogSet set) {
    Path folder = folder(set);
    try {
      Files.createDirectories(folder);
      for (CatalogFile file : set.files()) {
        fetch(set, file, folder);
      }
      return folder;
    } catch (IOException e) {
      throw new DataException(folder + " cannot be written: " + e, e);
    }
  }

  private boolean present(CatalogSet set, CatalogFile file) {
    Path folder = folder(set);
    return file.cached().stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)))
        && (file.members().isEmpty() || Files.exists(folder.resolve(file.name() + VERIFIED)));
  }

  private void fetch(CatalogSet set, CatalogFile file, Path folder) throws IOException {
    Path target = folder.resolve(file.name());
    if (present(set, file) && (!file.members().isEmpty() || verified(file, target))) {
      progress.accept(file.name() + " is there");
      return;
    }
    if (!Files.isRegularFile(target) || !verified(file, target)) {
      Path partial = folder.resolve("." + file.name() + ".partial");
      download(set, file, partial, target);
      if (!file.checksum().matches(partial)) {
        String found = file.checksum().of(partial);
        Files.delete(partial);
        throw new DataException(
            file.name()
                + " of "
                + set.name()
                + " was fetched, but is not what it should be: its "
                + words(file.checksum())
                + " is "
                + found
                + " instead of "
                + file.checksum().hex()
                + "; it was deleted. Another address, or a proxy that answers with a page of its"
                + " own?");
      }
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      progress.accept(file.name() + " fetched, its " + words(file.checksum()) + " is right");
    }
    if (!file.members().isEmpty()) {
      unpack(file, target, folder);
    }
  }

  /**
   * Whether a file that lies in the cache is right; a wrong one is refused rather than replaced.
   */
  private static boolean verified(CatalogFile file, Path target) throws IOException {
    if (!file.checksum().matches(target)) {
      throw new DataException(
          target
              + " is not what it should be: its "
              + words(file.checksum())
              + " is "
              + file.checksum().of(target)
              + " instead of "
              + file.checksum().hex()
              + "; delete it and fetch again");
    }
    return true;
  }

  private void download(CatalogSet set, CatalogFile file, Path partial, Path target)
      throws IOException {
    List<String> failures = new ArrayList<>();
    for (URI address : file.addresses()) {
      try {
        downloader.download(address, partial, file.mostBytes());
        return;
      } catch (DownloadException e) {
        failures.add(address + ": " + e.getMessage());
      }
    }
    throw new DataException(
        file.name()
            + " of "
            + set.name()
            + " is missing and cannot be fetched ("
            + String.join("; ", failures)
            + "). Without a network: fetch "
            + file.addresses().get(0)
            + " elsewhere, put it at "
            + target
            + " and run this again, which verifies it");
  }

  private void unpack(CatalogFile file, Path archive, Path folder) throws IOException {
    List<String> missing = new ArrayList<>(file.members());
    try (Entries entries = Entries.open(archive, name -> file.members().contains(plain(name)))) {
      for (int i = 0; i < entries.count(); i++) {
        String name = plain(entries.name(i));
        if (!missing.remove(name)) {
          throw new DataException(archive + " holds two files " + name);
        }
        byte[] bytes = entries.bytes(i);
        FileTrees.place(folder.resolve(name), absent -> Files.write(absent, bytes));
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(archive + " lacks " + String.join(", ", missing));
    }
    Files.writeString(
        folder.resolve(file.name() + VERIFIED),
        words(file.checksum()) + " " + file.checksum().hex() + "\n");
    Files.delete(archive);
    progress.accept(file.name() + " unpacked");
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String words(Checksum checksum) {
    return switch (checksum.kind()) {
      case CONTENT_SHA256 -> "content's SHA-256";
      case FILE_SHA256 -> "SHA-256";
    };
  }
}
