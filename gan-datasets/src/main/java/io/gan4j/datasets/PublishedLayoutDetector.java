package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.api.internal.FileNames;
import io.gan4j.datasets.internal.Foreign;
import io.gan4j.datasets.internal.archive.ArchiveKind;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.archive.Shards;
import io.gan4j.datasets.internal.image.ImageFormat;
import io.gan4j.datasets.internal.label.CelebaList;
import io.gan4j.datasets.internal.label.PictureTable;
import io.gan4j.datasets.internal.label.StyleGanLabels;
import io.gan4j.datasets.internal.label.WebSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises layouts in which pictures are published, in a folder or an archive that is looked
 * through once: StyleGAN's, Hugging Face's with a table of metadata, CelebA's, WebDataset's,
 * pictures of two sides. What stands beside the pictures tells them, and the names of folders.
 */
final class PublishedLayoutDetector implements DatasetDetector {
  private static final String TRAIN = "train";

  /** A thousand pictures a folder, all of them numbered through. */
  private static final String STYLE_GAN = "(.*/)?\\d{5}/img\\d{8}\\.[a-z]+";

  @Override
  public String accepts() {
    return "pictures as StyleGAN (dataset.json), Hugging Face (metadata.csv, .jsonl or"
        + " .parquet), CelebA, WebDataset (tars) and CycleGAN (trainA, trainB) lay them out";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    if (FileNames.isNumbered(path) && !Files.exists(path)) {
      return shards(path); // a shard that is missing is told
    }
    try {
      if (!Files.isDirectory(path) && ArchiveKind.of(path).isEmpty()) {
        return Optional.empty();
      }
      try (Entries entries = Entries.open(path, PublishedLayoutDetector::tells)) {
        List<String> names = IntStream.range(0, entries.count()).mapToObj(entries::name).toList();
        return beside(path, entries)
            .or(() -> foreign(path, entries, names))
            .or(() -> Files.isDirectory(path) ? shards(path) : webDataset(path, names, null));
      }
    } catch (DataException e) {
      return Optional.empty(); // nothing that can be looked through; who reads it will say why
    }
  }

  /** Whether a file of this name may stand beside pictures and say what they are. */
  static boolean marks(String name) {
    return StyleganReader.isLabels(name)
        || PictureTable.named(name)
        || CelebaList.isAttributes(name)
        || CelebaList.isParts(name);
  }

  /**
   * The layout that pictures have by what stands beside them, or by the names of their folders.
   *
   * @param entries pictures and what {@link #marks} them
   */
  static Optional<Detection> beside(Path path, Entries entries) {
    List<String> names = IntStream.range(0, entries.count()).mapToObj(entries::name).toList();
    return styleGan(path, entries, names)
        .or(() -> metadata(path, entries, names))
        .or(() -> celeba(path, names))
        .or(() -> sides(path, names));
  }

  /**
   * Why files that {@link #marks} pictures cannot be read as what their names promise.
   *
   * @param entries pictures and what marks them
   */
  static List<String> faults(Entries entries) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < entries.count(); i++) {
      String name = entries.name(i);
      try {
        if (StyleganReader.isLabels(name)) {
          StyleGanLabels.read(entries.bytes(i), entries.place(i));
        } else if (PictureTable.named(name)) {
          PictureTable.read(entries.bytes(i), name, entries.place(i));
        }
      } catch (DataException e) {
        faults.add(e.getMessage());
      }
    }
    return faults;
  }

  private static boolean tells(String name) {
    return ImageFormat.named(name)
        || marks(name)
        || WebSamples.wanted(name)
        || Foreign.named(name).isPresent();
  }

  private static Optional<Detection> styleGan(Path path, Entries entries, List<String> names) {
    List<String> pictures = names.stream().filter(ImageFormat::named).toList();
    for (int i = 0; i < names.size() && !pictures.isEmpty(); i++) {
      if (StyleganReader.isLabels(names.get(i)) && isStyleGan(entries, i)) {
        return Optional.of(
            Detection.byContent(
                StyleganReader.of(path), "holds pictures and StyleGAN's dataset.json"));
      }
    }
    return pictures.size() > 1 && pictures.stream().allMatch(name -> name.matches(STYLE_GAN))
        ? Optional.of(
            Detection.byContent(
                StyleganReader.of(path).withoutLabels(),
                "holds pictures under the names that StyleGAN gives them"))
        : Optional.empty();
  }

  private static boolean isStyleGan(Entries entries, int file) {
    try {
      StyleGanLabels.read(entries.bytes(file), entries.place(file));
      return true;
    } catch (DataException e) {
      return false; // another program's file of this name
    }
  }

  private static Optional<Detection> metadata(Path path, Entries entries, List<String> names) {
    int table =
        IntStream.range(0, names.size()).filter(i -> isTable(names, i)).findFirst().orElse(-1);
    List<String> pictures = names.stream().filter(ImageFormat::named).toList();
    if (table < 0 || pictures.isEmpty() || !isPictureTable(entries, table)) {
      return Optional.empty();
    }
    long train = pictures.stream().filter(PublishedLayoutDetector::isTrain).count();
    return Optional.of(
        Detection.byContent(
            ImageMetadataReader.of(path, train > 0 && train < pictures.size() ? TRAIN : null),
            "holds pictures and a table with their names in file_name"));
  }

  private static boolean isTable(List<String> names, int file) {
    return PictureTable.named(names.get(file));
  }

  private static boolean isPictureTable(Entries entries, int file) {
    try {
      PictureTable.read(entries.bytes(file), entries.name(file), entries.place(file));
      return true;
    } catch (DataException e) {
      return false; // another table of this name
    }
  }

  private static boolean isTrain(String name) {
    return ("/" + name).matches("(/[^/]+)?/train/.*");
  }

  /** CelebA's list of attributes, and pictures, packed or not. */
  private static Optional<Detection> celeba(Path path, List<String> names) {
    if (names.stream().noneMatch(CelebaList::isAttributes)
        || (names.stream().noneMatch(ImageFormat::named) && CelebaReader.packed(path).isEmpty())) {
      return Optional.empty();
    }
    boolean parts = names.stream().anyMatch(CelebaList::isParts);
    return Optional.of(
        Detection.byContent(
            CelebaReader.of(path, parts ? TRAIN : null),
            "holds pictures and CelebA's list of attributes"
                + (parts ? ", of which the part train is taken" : "")));
  }

  /** Pictures of two sides. Folders that could as well be classes are no sides. */
  private static Optional<Detection> sides(Path path, List<String> names) {
    List<String> pictures = names.stream().filter(ImageFormat::named).toList();
    if (pictures.isEmpty()) {
      return Optional.empty();
    }
    SideFolders sides = SideFolders.of(ImagePaths.below(pictures), List.of("A", "B"));
    if (sides.joined()) {
      return Optional.of(
          Detection.byContent(
              UnpairedReader.of(path), "holds pictures of two sides: " + sides.words()));
    }
    return sides.parted() && sides.matched()
        ? Optional.of(
            Detection.byContent(
                PairedReader.of(path),
                "holds pictures of two sides with the same names: " + sides.words()))
        : Optional.empty();
  }

  /** Files of a kind that is not read, and no picture that is. */
  private static Optional<Detection> foreign(Path path, Entries entries, List<String> names) {
    if (names.stream().anyMatch(ImageFormat::named)) {
      return Optional.empty();
    }
    int[] files =
        IntStream.range(0, names.size())
            .filter(i -> Foreign.named(names.get(i)).isPresent())
            .toArray();
    return files.length == 0
        ? Optional.empty()
        : Foreign.of(entries.bytes(files[0]))
            .map(
                kind ->
                    Unread.byLayout(
                        path,
                        "of its "
                            + files.length
                            + " files that no reader reads, "
                            + names.get(files[0])
                            + ": "
                            + kind.reason()));
  }

  /** A folder of tars, or tars by their numbers; the first of them tells. */
  private static Optional<Detection> shards(Path path) {
    List<Path> shards = WebDatasetReader.shards(path);
    if (shards.isEmpty() || !isTar(shards.get(0))) {
      return Optional.empty();
    }
    try (Entries entries = Entries.open(shards.get(0), WebSamples::wanted)) {
      String part = Shards.havePartTrain(shards) ? TRAIN : null;
      WebDatasetReader reader = WebDatasetReader.of(path, part);
      List<String> names = IntStream.range(0, entries.count()).mapToObj(entries::name).toList();
      return webDataset(path, names, part)
          .or(
              () ->
                  names.stream().anyMatch(ImageFormat::named)
                      ? Optional.of(Detection.byLayout(reader, "is a folder of tars of pictures"))
                      : Optional.empty());
    }
  }

  private static Optional<Detection> webDataset(
      Path path, List<String> names, @Nullable String part) {
    Set<String> pictures = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (String name : names) {
      boolean picture = ImageFormat.named("x." + WebSamples.field(name));
      if (picture || WebSamples.wanted(name)) {
        (picture ? pictures : others).add(WebSamples.key(name));
      }
    }
    return isTarOrShards(path) && others.stream().anyMatch(pictures::contains)
        ? Optional.of(
            Detection.byContent(
                WebDatasetReader.of(path, part),
                "holds pictures and what belongs to them by its name"))
        : Optional.empty();
  }

  private static boolean isTarOrShards(Path path) {
    return !Files.isRegularFile(path) || isTar(path);
  }

  private static boolean isTar(Path file) {
    return ArchiveKind.of(file).filter(kind -> kind != ArchiveKind.ZIP).isPresent();
  }
}
