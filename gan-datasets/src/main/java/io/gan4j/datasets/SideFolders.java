package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.spec.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a source that lie on two sides, by the names of their folders: {@code trainA} and
 * {@code trainB}, {@code A/train} and {@code B/train}, {@code train/A} and {@code train/B}, or
 * {@code A} and {@code B}. Case means nothing.
 *
 * @param folders what the folders of both sides are called
 * @param places of the files that lie on one
 * @param others how many files do not
 */
record SideFolders(List<String> folders, List<Place> places, long others) {

  /**
   * Where a file lies.
   *
   * @param file its number
   * @param part the part's name; empty for none
   * @param joined whether one folder names part and side
   * @param name below that, without its ending
   */
  record Place(int file, Side side, String part, boolean joined, String name) {
    /** Part and name. */
    String key() {
      return part.toLowerCase(Locale.ROOT) + "/" + name;
    }
  }

  /** Refuses names of folders that cannot be told apart. */
  static List<String> checked(List<String> folders) {
    Check.rule(
        folders.size() == 2
            && folders.stream().noneMatch(name -> name.isBlank() || name.contains("/"))
            && !folders.get(0).equalsIgnoreCase(folders.get(1)),
        "folders",
        "must be the names of two folders, first that of side a",
        folders);
    return List.copyOf(folders);
  }

  /**
   * Tells the sides.
   *
   * @param names of all files, below the folder that they share
   */
  static SideFolders of(List<String> names, List<String> folders) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Place place = place(i, names.get(i).split("/", -1), folders);
      if (place != null) {
        places.add(place);
      }
    }
    return new SideFolders(folders, places, names.size() - places.size());
  }

  private static @Nullable Place place(int file, String[] name, List<String> folders) {
    for (Side side : Side.values()) {
      String folder = side.of(folders);
      if (name.length > 2 && name[0].equalsIgnoreCase(folder) && FolderRoles.isRole(name[1])) {
        return new Place(file, side, name[1], false, below(name, 2));
      }
      if (name.length > 2 && name[1].equalsIgnoreCase(folder) && FolderRoles.isRole(name[0])) {
        return new Place(file, side, name[0], false, below(name, 2));
      }
      String part = before(folder, name[0]);
      if (name.length > 1 && part != null) {
        return new Place(file, side, part, !part.isEmpty(), below(name, 1));
      }
    }
    return null;
  }

  private static String below(String[] name, int depth) {
    String below = String.join("/", List.of(name).subList(depth, name.length));
    int dot = below.lastIndexOf('.');
    return dot > below.lastIndexOf('/') ? below.substring(0, dot) : below;
  }

  /** The part that stands before a side in a folder's name; null if neither is in it. */
  private static @Nullable String before(String side, String folder) {
    int length = folder.length() - side.length();
    if (length < 0 || !folder.substring(length).equalsIgnoreCase(side)) {
      return null;
    }
    String part = folder.substring(0, length).replaceAll("[-_ ]$", "");
    return part.isEmpty() || FolderRoles.isRole(part) ? part : null;
  }

  /** Whether there are files on both sides. */
  boolean areThere() {
    return !of(Side.A).isEmpty() && !of(Side.B).isEmpty();
  }

  /** Whether there is nothing but folders that name part and side. */
  boolean joined() {
    return areThere() && others == 0 && places.stream().allMatch(Place::joined);
  }

  /** Whether there are parts. */
  boolean parted() {
    return places.stream().noneMatch(place -> place.part().isEmpty());
  }

  /** Whether each file lies on a side and has a partner of its name on the other. */
  boolean matched() {
    return areThere() && others == 0 && (match(Place::key) || match(this::unsided));
  }

  /**
   * What a file has in common with its partner: its name, or, where that fits none and this does,
   * its name without the side at its end ({@code 1_A}).
   */
  Function<Place, String> pairing() {
    return !match(Place::key) && match(this::unsided) ? this::unsided : Place::key;
  }

  private boolean match(Function<Place, String> key) {
    return of(Side.A).stream()
        .map(key)
        .collect(Collectors.toSet())
        .equals(of(Side.B).stream().map(key).collect(Collectors.toSet()));
  }

  private String unsided(Place place) {
    String folder = Pattern.quote(place.side().of(folders));
    return place.key().replaceAll("(?i)(?<=[^/])[-_]" + folder + "$", "");
  }

  /** The files of a side, in the order of their names. */
  List<Place> of(Side side) {
    return places.stream().filter(place -> place.side() == side).toList();
  }

  private FolderRoles parts() {
    return FolderRoles.of(places.stream().map(place -> place.part() + "/" + place.name()).toList());
  }

  /**
   * The files of a part.
   *
   * @param part null for that to train on, or all where there are no parts
   * @throws DataException if there is none on one of the sides
   */
  SideFolders part(@Nullable String part, Path path) {
    FolderRoles parts = parts();
    String wanted = part == null ? parts.training().orElse(null) : part;
    if (wanted == null) {
      return this;
    }
    String folder = parts.named(wanted).orElse(wanted);
    SideFolders chosen =
        new SideFolders(
            folders,
            places.stream().filter(place -> place.part().equalsIgnoreCase(folder)).toList(),
            others);
    if (!chosen.areThere()) {
      throw new DataException(
          path + " has no images of both sides in '" + wanted + "'; there are " + words());
    }
    return chosen;
  }

  /** How many files are where, and whether they belong together. */
  String summary() {
    return words()
        + (matched() ? ", whose names match: the reader paired takes them as pairs" : "");
  }

  /** How many files are where: {@code trainA (10), trainB (12)}. */
  String words() {
    Map<String, Integer> counts = new TreeMap<>();
    places.forEach(
        place ->
            counts.merge(
                place.part()
                    + (place.joined() || place.part().isEmpty() ? "" : "/")
                    + place.side().of(folders),
                1,
                Integer::sum));
    return counts.entrySet().stream()
        .map(count -> String.format(Locale.ROOT, "%s (%,d)", count.getKey(), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** What was not taken of a source, for its description; empty if nothing. */
  String note(SideFolders taken) {
    int left = places.size() - taken.places().size();
    return left + others == 0
        ? ""
        : String.format(
            Locale.ROOT,
            " (of %s)",
            words()
                + (others == 0 ? "" : String.format(Locale.ROOT, ", on neither side %,d", others)));
  }

  /**
   * Refuses to choose a side by itself.
   *
   * @param what what the sides are
   */
  static Side chosen(@Nullable Side side, Path path, String what) {
    if (side == null) {
      throw new DataException(
          path
              + " holds pictures of two sides, "
              + what
              + "; 'side' says which of them is taken (--set data.reader.side=a, or b). A game of"
              + " two kinds of samples, such as translation, takes each as a side of the data");
    }
    return side;
  }
}
