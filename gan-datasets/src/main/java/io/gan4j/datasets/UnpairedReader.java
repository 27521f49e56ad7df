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
import io.gan4j.datasets.internal.image.ImageFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One side of pictures of two kinds that do not belong together (Zhu et al. 2017): folders {@code
 * trainA}, {@code trainB}, {@code testA} and {@code testB}, or {@code A} and {@code B} with their
 * parts. Read twice, once for each side of a game's data.
 */
@Doc("One side of unpaired images of two kinds, in folders trainA and trainB, or A and B")
public record UnpairedReader(
    @Doc("The folder or archive") Path path,
    @Doc("Only this part, for example train; absent: train where there are others, else all")
        @Nullable String part,
    @Doc("a (the first folder) or b (the second folder)") @Nullable Side side,
    @Doc("Names of the two folders, behind a part's or alone; case means nothing")
        @Default("[A, B]")
        List<String> folders,
    @Doc("What a broken image does: fail, or skip") @Default("fail") Broken broken,
    @Doc("Images of more pixels are broken") @Default("50000000") long maxPixels,
    @Doc("Levels of pictures of more than 8 bits, as the image-folder reader has them")
        @Nullable Levels levels)
    implements DatasetReader {

  public UnpairedReader {
    Check.positive("maxPixels", maxPixels);
    Check.rule(part == null || !part.isBlank(), "part", "must not be blank", "'" + part + "'");
    folders = SideFolders.checked(folders);
  }

  /** A source of which no side is chosen yet: opening it says which there are. */
  static UnpairedReader of(Path path) {
    return new UnpairedReader(path, null, null, List.of("A", "B"), Broken.FAIL, 50_000_000, null);
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
    return new UnpairedReader(path, name, side, folders, broken, maxPixels, levels);
  }

  /** The same side of another source. */
  @Override
  public Optional<DatasetReader> withPath(Path other) {
    return Optional.of(new UnpairedReader(other, part, side, folders, broken, maxPixels, levels));
  }

  private Pictures pictures() {
    return new Pictures(broken, maxPixels, levels);
  }

  private FileImages images() {
    Entries entries = Entries.open(path, ImageFormat::named);
    try {
      ImagePaths.requireSome(entries, path);
      SideFolders all = SideFolders.of(ImagePaths.below(entries), folders);
      if (!all.areThere()) {
        throw new DataException(
            path
                + " has no images in folders of two sides, train"
                + folders.get(0)
                + " and train"
                + folders.get(1)
                + ", or "
                + String.join(" and ", folders)
                + "; the first is "
                + entries.name(0));
      }
      SideFolders taken = all.part(part, path);
      Side chosen = SideFolders.chosen(side, path, all.summary());
      return pictures()
          .open(
              entries,
              path + ", side " + chosen.of(folders) + all.note(taken),
              taken.of(chosen).stream().map(Place::file).toList(),
              null);
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }
}
