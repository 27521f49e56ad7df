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
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.archive.JoinedEntries;
import io.gan4j.datasets.internal.archive.JoinedEntries.Opening;
import io.gan4j.datasets.internal.archive.Shards;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.label.WebSamples;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WebDataset: tars whose members belong together by what stands before the first dot of their
 * names: {@code 0001.jpg} and {@code 0001.cls}. Shards are taken in the order of their names, and
 * the samples of each in the order of theirs.
 */
@Doc("Tars of WebDataset: pictures with .cls, .json, .txt or .npy beside, in one or many shards")
public record WebDatasetReader(
    @Doc("A tar, a folder of tars, or shards by their numbers: faces-{000..012}.tar") Path path,
    @Doc("Only the shards with this word in their names, for example train; absent: all")
        @Nullable String part,
    @Doc("Field of the pictures, for example png; absent: the one with a picture's ending")
        @Nullable String image,
    @Doc(
            "Field of the labels: cls, txt, npy, or json.NAME for a member of the object in json;"
                + " absent: cls, if there; none: no labels")
        @Nullable String label,
    @Doc("What a broken image does: fail, or skip") @Default("fail") Broken broken,
    @Doc("Images of more pixels are broken") @Default("50000000") long maxPixels,
    @Doc("Levels of pictures of more than 8 bits, as the image-folder reader has them")
        @Nullable Levels levels)
    implements DatasetReader {
  private static final String CLASS = "cls";
  private static final String NONE = "none";

  public WebDatasetReader {
    Check.positive("maxPixels", maxPixels);
    Check.rule(
        label == null || label.matches("cls|txt|npy|none|json\\..+"),
        "label",
        "must be cls, txt, npy, json.NAME or none",
        "'" + label + "'");
  }

  /** The usual fields. */
  public static WebDatasetReader of(Path path, @Nullable String part) {
    return new WebDatasetReader(path, part, null, null, Broken.FAIL, 50_000_000, null);
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
    return new WebDatasetReader(path, name, image, label, broken, maxPixels, levels);
  }

  /** The other source, with this one's options. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof WebDatasetReader other
        ? new WebDatasetReader(other.path, other.part, image, label, broken, maxPixels, levels)
        : detected;
  }

  private Pictures pictures() {
    return new Pictures(broken, maxPixels, levels);
  }

  /** The shards of a source, all of them. */
  static List<Path> shards(Path path) {
    return Shards.of(path, ".tar", ".tar.gz", ".tgz");
  }

  private FileImages images() {
    List<Path> shards = Shards.ofPart(shards(path), part, path);
    JoinedEntries entries =
        JoinedEntries.open(
            shards.stream()
                .<Opening>map(shard -> () -> Entries.open(shard, WebSamples::wanted))
                .toList());
    try {
      if (entries.count() == 0) {
        throw new DataException(path + ": there are no samples of WebDataset in it");
      }
      WebSamples samples = WebSamples.of(entries, image);
      Set<String> fields = samples.otherFields();
      String chosen = label != null ? label : fields.contains(CLASS) ? CLASS : NONE;
      String title =
          path
              + (part == null ? "" : " (" + part + ")")
              + (shards.size() > 1 ? ", " + shards.size() + " shards" : "")
              + (chosen.equals(NONE) && label == null && !fields.isEmpty()
                  ? ", fields " + String.join(", ", fields) + " unread"
                  : "");
      return pictures()
          .open(
              entries,
              title,
              samples.pictures(),
              chosen.equals(NONE) ? null : samples.labels(chosen));
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }
}
