package io.gan4j.datasets;

import static java.util.stream.Collectors.toSet;

import io.gan4j.api.DataException;
import io.gan4j.datasets.ImageFolderReader.Labels;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.ImageFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a folder or an archive are meant, and the folder of each.
 *
 * @param files numbers of the entries
 * @param folders the folder of each, below the part; empty for none
 * @param note what else there is, for the description; empty if nothing
 */
record ImagePaths(List<Integer> files, List<String> folders, String note) {

  /**
   * Chooses among the pictures.
   *
   * @param entries pictures, and perhaps what stands beside them
   * @param part the folder to take; null for all
   * @throws DataException if there is nothing
   */
  static ImagePaths of(Entries entries, @Nullable String part, Path path) {
    requireSome(entries, path);
    List<Integer> pictures = pictures(entries);
    List<String> names = below(pictures.stream().map(entries::name).toList());
    FolderRoles roles = FolderRoles.of(names);
    String folder = part == null ? null : part.replaceAll("^/+|/+$", "");
    String role = folder == null ? null : roles.named(folder).orElse(null);
    List<Integer> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = within(entries.name(pictures.get(i)), names.get(i), folder, role, roles);
      if (name != null) {
        files.add(pictures.get(i));
        folders.add(name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "");
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          path
              + " has no images below '"
              + part
              + "'; the first is "
              + entries.name(pictures.get(0))
              + (roles.areThere() ? "; there are " + roles.all() : ""));
    }
    return new ImagePaths(files, folders, note(roles, folder, role));
  }

  /** Refuses a source without pictures. */
  static void requireSome(Entries entries, Path path) {
    if (pictures(entries).isEmpty()) {
      String left = entries.leftOut().words();
      throw new DataException(
          path
              + ": there is no "
              + ImageFormat.NAMES
              + " file in it"
              + (left.isEmpty() ? "" : " by its name; " + left));
    }
  }

  private static List<Integer> pictures(Entries entries) {
    return IntStream.range(0, entries.count())
        .filter(i -> ImageFormat.named(entries.name(i)))
        .boxed()
        .toList();
  }

  /** A name below the part; null if it is not in it. */
  private static @Nullable String within(
      String whole,
      String name,
      @Nullable String folder,
      @Nullable String role,
      FolderRoles roles) {
    if (folder == null) {
      return roles.within(name);
    }
    if (role != null) {
      return roles.partOf(name).equals(role) ? roles.within(name) : null;
    }
    String prefix = folder + "/";
    String below = whole.startsWith(prefix) ? whole : name;
    return below.startsWith(prefix) ? below.substring(prefix.length()) : null;
  }

  private static String note(FolderRoles roles, @Nullable String folder, @Nullable String role) {
    if (!roles.areThere() || (folder != null && role == null)) {
      return "";
    }
    return role == null
        ? " (all parts together: " + roles.all() + ")"
        : " (beside it: " + roles.beside(role) + ")";
  }

  /** The names without the folders that all of them share: archives often hold all in one. */
  static List<String> below(Entries entries) {
    return below(IntStream.range(0, entries.count()).mapToObj(entries::name).toList());
  }

  /** The same of names that are known. */
  static List<String> below(List<String> names) {
    String first = names.get(0);
    String common = first.substring(0, first.lastIndexOf('/') + 1);
    for (int i = 1; i < names.size() && !common.isEmpty(); i++) {
      while (!names.get(i).startsWith(common)) {
        common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
      }
    }
    int length = common.length();
    return names.stream().map(name -> name.substring(length)).toList();
  }

  /** Says what else folders that are taken for classes may be; empty if nothing. */
  String doubts(Entries entries) {
    List<String> different = folders.stream().distinct().toList();
    Set<String> inner =
        different.stream()
            .map(folder -> folder.substring(folder.lastIndexOf('/') + 1))
            .collect(toSet());
    if (different.size() > 2 && inner.size() <= different.size() / 2) {
      return " (folders of one name in several others are classes of their own)";
    }
    return different.size() == 2 && files.size() > 2 && files(entries, 0).equals(files(entries, 1))
        ? " (both folders hold files of the same names: if these are pairs, type: paired, folders: "
            + different
            + " reads them)"
        : "";
  }

  /** The names of the files in one of the folders. */
  private Set<String> files(Entries entries, int folder) {
    String wanted = folders.stream().distinct().skip(folder).findFirst().orElseThrow();
    return IntStream.range(0, files.size())
        .filter(i -> folders.get(i).equals(wanted))
        .mapToObj(i -> entries.name(files.get(i)))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .collect(toSet());
  }

  @Nullable List<String> classes(Labels labels, Path path) {
    boolean several = !folders.contains("") && folders.stream().distinct().limit(2).count() == 2;
    if (labels == Labels.NONE || (labels == Labels.AUTO && !several)) {
      return null;
    }
    if (!several) {
      throw new DataException(
          path
              + ": labels by folders need at least two folders and no image outside of them;"
              + " use labels: none");
    }
    return folders;
  }
}
