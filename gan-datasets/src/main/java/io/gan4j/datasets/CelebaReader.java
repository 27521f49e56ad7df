package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.archive.JoinedEntries;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.image.ImageAttributes;
import io.gan4j.datasets.internal.image.ImageFormat;
import io.gan4j.datasets.internal.image.UniformImages;
import io.gan4j.datasets.internal.label.CelebaList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CelebA as it is published (Liu et al. 2015): pictures in {@code img_align_celeba}, a folder or a
 * zip, 40 attributes of −1 and 1 in {@code list_attr_celeba.txt} (or {@code .csv}), and parts in
 * {@code list_eval_partition.txt}. Identities, boxes and landmarks are not read.
 */
@Doc("CelebA: aligned faces with their 40 attributes as a named vector, by its own parts")
public record CelebaReader(
    @Doc("The folder or archive that holds the pictures and the lists") Path path,
    @Doc("train, valid or test, as list_eval_partition has them; absent: all")
        @Nullable String part,
    @Doc("Attributes of the vector, in this order; empty: all") @Default("[]")
        List<String> attributes,
    @Doc("An attribute that is the class, for example Male; absent: no classes")
        @Nullable String label,
    @Doc("What a broken image does: fail, or skip") @Default("fail") Broken broken,
    @Doc("Images of more pixels are broken") @Default("50000000") long maxPixels)
    implements DatasetReader {
  private static final String PICTURES = "img_align_celeba";
  private static final int DEEPEST = 3;

  /** The parts by their numbers in the list, in the words that others use too. */
  private static final List<Set<String>> PARTS =
      List.of(
          Set.of("train", "training"),
          Set.of("valid", "val", "validation"),
          Set.of("test", "testing"));

  public CelebaReader {
    Check.positive("maxPixels", maxPixels);
    Check.rule(
        part == null || number(part) >= 0,
        "part",
        "must be train, valid or test",
        "'" + part + "'");
    Check.rule(
        new HashSet<>(attributes).size() == attributes.size(),
        "attributes",
        "must not name one twice",
        attributes);
    attributes = List.copyOf(attributes);
  }

  /** With all attributes, and without classes. */
  public static CelebaReader of(Path path, @Nullable String part) {
    return new CelebaReader(path, part, List.of(), null, Broken.FAIL, 50_000_000);
  }

  private static int number(String part) {
    String word = part.toLowerCase(Locale.ROOT);
    return IntStream.range(0, PARTS.size())
        .filter(i -> PARTS.get(i).contains(word))
        .findFirst()
        .orElse(-1);
  }

  @Override
  public Dataset open() {
    return new UniformImages(images());
  }

  @Override
  public Optional<ImageSource> openImages() {
    return Optional.of(images());
  }

  @Override
  public DatasetReader part(String name) {
    return new CelebaReader(path, name, attributes, label, broken, maxPixels);
  }

  /** The other source, with this one's options. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof CelebaReader other
        ? new CelebaReader(other.path, other.part, attributes, label, broken, maxPixels)
        : detected;
  }

  /** Whether a file of this name is wanted, or is one of CelebA's to tell of. */
  static boolean wanted(String name) {
    return ImageFormat.named(name)
        || CelebaList.isAttributes(name)
        || CelebaList.isParts(name)
        || CelebaList.isOther(name);
  }

  /** The zip of the pictures below a folder, where they are not unpacked. */
  static Optional<Path> packed(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).equals(PICTURES + ".zip"))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new DataException(folder + " cannot be looked through: " + e.getMessage(), e);
    }
  }

  private JoinedEntries entries() {
    List<JoinedEntries.Opening> openings = new ArrayList<>();
    openings.add(() -> Entries.open(path, CelebaReader::wanted));
    packed(path).ifPresent(zip -> openings.add(() -> Entries.open(zip, ImageFormat::named)));
    return JoinedEntries.open(openings);
  }

  private ImageSource images() {
    JoinedEntries entries = entries();
    FileImages images;
    CelebaList list;
    try {
      list = list(entries, CelebaList::isAttributes, "list_attr_celeba.txt");
      images = images(entries, list);
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
    try {
      return ImageAttributes.of(images, new Attributes(list, columns(list)));
    } catch (RuntimeException e) {
      images.close();
      throw e;
    }
  }

  private FileImages images(JoinedEntries entries, CelebaList list) {
    List<Integer> files = new ArrayList<>(pictures(entries));
    int all = files.size();
    if (part != null) {
      CelebaList parts = list(entries, CelebaList::isParts, "list_eval_partition.txt");
      int number = number(part);
      files.removeIf(file -> parts.of(entries.name(file))[0] != number);
    }
    if (files.isEmpty()) {
      throw new DataException(path + ": none of its " + all + " pictures is of the part " + part);
    }
    List<String> unread =
        IntStream.range(0, entries.count())
            .mapToObj(entries::name)
            .filter(CelebaList::isOther)
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            .toList();
    return new Pictures(broken, maxPixels, null)
        .open(
            entries,
            path
                + (part == null ? "" : " (" + part + ")")
                + (all < list.rows().size()
                    ? ", " + all + " of the list's " + list.rows().size() + " pictures are there"
                    : "")
                + (unread.isEmpty() ? "" : ", " + String.join(", ", unread) + " unread"),
            files,
            label == null ? null : labels(entries, files, list, label));
  }

  /** The aligned pictures; all that there are where no folder says which those are. */
  private List<Integer> pictures(JoinedEntries entries) {
    List<Integer> all =
        IntStream.range(0, entries.count())
            .filter(i -> ImageFormat.named(entries.name(i)))
            .boxed()
            .toList();
    List<Integer> aligned =
        all.stream().filter(i -> ("/" + entries.place(i)).contains("/" + PICTURES)).toList();
    List<Integer> taken = aligned.isEmpty() ? all : aligned;
    Set<String> files = new HashSet<>();
    for (int i : taken) {
      String name = entries.name(i);
      if (!files.add(name.substring(name.lastIndexOf('/') + 1))) {
        throw new DataException(
            entries.place(i) + " is there twice; give a folder that has the lists and one of them");
      }
    }
    if (taken.isEmpty()) {
      throw new DataException(path + " has no pictures, nor " + PICTURES + ".zip");
    }
    return taken;
  }

  private CelebaList list(JoinedEntries entries, Predicate<String> called, String name) {
    int[] found =
        IntStream.range(0, entries.count()).filter(i -> called.test(entries.name(i))).toArray();
    if (found.length != 1) {
      throw new DataException(
          path + " holds " + found.length + " files " + name + " (or .csv); accepted: one");
    }
    return CelebaList.read(entries.bytes(found[0]), entries.place(found[0]));
  }

  private static Labels labels(
      JoinedEntries entries, List<Integer> files, CelebaList list, String label) {
    int column = column(list, label);
    int[] values =
        files.stream().mapToInt(file -> list.of(entries.name(file))[column] > 0 ? 1 : 0).toArray();
    return new Labels(values, new LabelSpace(List.of("not " + label, label)));
  }

  private static int column(CelebaList list, String name) {
    int column = list.columns().indexOf(name);
    if (column < 0) {
      throw new DataException(
          list.place()
              + " has no attribute '"
              + name
              + "'; it has "
              + String.join(", ", list.columns()));
    }
    return column;
  }

  private List<Integer> columns(CelebaList list) {
    List<String> wanted = attributes.isEmpty() ? list.columns() : attributes;
    return wanted.stream().map(name -> column(list, name)).toList();
  }

  /** The attributes as vectors. */
  private record Attributes(CelebaList list, List<Integer> chosen) implements ImageAttributes.Rows {
    @Override
    public String place() {
      return list.place();
    }

    @Override
    public List<String> columns() {
      return chosen.stream().map(list.columns()::get).toList();
    }

    @Override
    public float[] of(String image) {
      byte[] row = list.of(image);
      float[] vector = new float[chosen.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = row[chosen.get(i)];
      }
      return vector;
    }
  }
}
