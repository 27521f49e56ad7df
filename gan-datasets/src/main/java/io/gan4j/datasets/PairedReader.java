package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.datasets.SideFolders.Place;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.image.Half;
import io.gan4j.datasets.internal.image.ImageFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One side of pictures that belong together two by two (Isola et al. 2017): two side by side in one
 * picture, or two of one name in folders {@code A} and {@code B}. Read twice, once for each side of
 * a game's data, sample i of one belongs to sample i of the other.
 */
@Doc("One side of paired images: side by side in one picture, or in folders A and B by their names")
public record PairedReader(
    @Doc("The folder or archive") Path path,
    @Doc("Only this part, for example train; absent: train where there are others, else all")
        @Nullable String part,
    @Doc("a (left, or the first folder) or b (right, or the second folder)") @Nullable Side side,
    @Doc("Names of the two folders; case means nothing") @Default("[A, B]") List<String> folders,
    @Doc("What a broken image does: fail, or skip") @Default("fail") Broken broken,
    @Doc("Images of more pixels are broken") @Default("50000000") long maxPixels,
    @Doc("Levels of pictures of more than 8 bits, as the image-folder reader has them")
        @Nullable Levels levels)
    implements DatasetReader {

  public PairedReader {
    Check.positive("maxPixels", maxPixels);
    Check.rule(part == null || !part.isBlank(), "part", "must not be blank", "'" + part + "'");
    folders = SideFolders.checked(folders);
  }

  /** A source of which no side is chosen yet: opening it says which there are. */
  static PairedReader of(Path path) {
    return new PairedReader(path, null, null, List.of("A", "B"), Broken.FAIL, 50_000_000, null);
  }

  @Override
  public Dataset open() {
    return pictures().dataset(images());
  }

  @Override
  public Optional<ImageSource> openImages() {
    return pictures().images(this::images);
  }

  @Override
  public DatasetReader part(String name) {
    return new PairedReader(path, name, side, folders, broken, maxPixels, levels);
  }

  /** No content tells pictures side by side from others. */
  @Override
  public Optional<DatasetReader> withPath(Path other) {
    return Optional.of(new PairedReader(other, part, side, folders, broken, maxPixels, levels));
  }

  private Pictures pictures() {
    return new Pictures(broken, maxPixels, levels);
  }

  private FileImages images() {
    Entries entries = Entries.open(path, ImageFormat::named);
    try {
      ImagePaths.requireSome(entries, path);
      SideFolders sides = SideFolders.of(ImagePaths.below(entries), folders);
      return sides.areThere() ? ofFolders(entries, sides) : ofHalves(entries);
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  private FileImages ofFolders(Entries entries, SideFolders all) {
    SideFolders taken = all.part(part, path);
    Side chosen = SideFolders.chosen(side, path, all.words());
    SortedMap<String, Integer> own = byKey(entries, taken, chosen);
    Side facing = chosen == Side.A ? Side.B : Side.A;
    SortedMap<String, Integer> partners = byKey(entries, taken, facing);
    requirePartners(entries, own, partners, facing);
    requirePartners(entries, partners, own, chosen);
    return pictures()
        .open(
            entries,
            path + ", side " + chosen.of(folders) + all.note(taken),
            List.copyOf(own.values()),
            null);
  }

  private SortedMap<String, Integer> byKey(Entries entries, SideFolders sides, Side of) {
    SortedMap<String, Integer> files = new TreeMap<>();
    Function<Place, String> key = sides.pairing();
    for (Place place : sides.of(of)) {
      Integer other = files.put(key.apply(place), place.file());
      if (other != null) {
        throw new DataException(
            entries.place(place.file())
                + " and "
                + entries.name(other)
                + " have one name but for the ending: which of them belongs to the picture on the"
                + " other side?");
      }
    }
    return files;
  }

  private void requirePartners(
      Entries entries, Map<String, Integer> files, Map<String, Integer> partners, Side on) {
    List<Integer> alone =
        files.keySet().stream().filter(key -> !partners.containsKey(key)).map(files::get).toList();
    if (!alone.isEmpty()) {
      throw new DataException(
          path
              + ": "
              + alone.size()
              + " images have none of their name on the side "
              + on.of(folders)
              + "; the first is "
              + entries.name(alone.get(0))
              + " (the reader unpaired takes sides that do not belong together)");
    }
  }

  private FileImages ofHalves(Entries entries) {
    String taken = part;
    if (taken == null) {
      taken = FolderRoles.of(ImagePaths.below(entries)).training().orElse(null);
    }
    ImagePaths paths = ImagePaths.of(entries, taken, path);
    Side chosen = SideFolders.chosen(side, path, "a on the left and b on the right");
    return pictures()
        .open(
            entries,
            path
                + (taken == null ? "" : " (" + taken + ")")
                + paths.note()
                + (chosen == Side.A ? ", left halves" : ", right halves"),
            paths.files(),
            null,
            chosen == Side.A ? Half.LEFT : Half.RIGHT);
  }
}
