package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.image.ImageAttributes;
import io.gan4j.datasets.internal.image.ImageFormat;
import io.gan4j.datasets.internal.image.UniformImages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image files of a folder, or of a tar, tar.gz or zip without unpacking it: PNG, JPEG, GIF,
 * BMP, WebP, TIFF and PNM, told by their content, in the order of their names. Files without an
 * image's ending and hidden ones are left out.
 */
@Doc("Images of a folder, tar, tar.gz or zip; sub-folders can be their labels")
public record ImageFolderReader(
    @Doc("The folder or archive") Path path,
    @Doc("Only the files below this folder in it, for example train; absent: all")
        @Nullable String part,
    @Doc("folders: each image's folder is its class; none; auto: folders if there are several")
        @Default("auto")
        Labels labels,
    @Doc(
            "What a broken image does: fail, or skip (then all are decoded once before the start,"
                + " to know how many there are)")
        @Default("fail")
        Broken broken,
    @Doc("Images of more pixels are broken: a small file can promise a picture that fills memory")
        @Default("50000000")
        long maxPixels,
    @Doc(
            "Levels of pictures of more than 8 bits, {low: 0, high: 4095} or {ends: found}; absent:"
                + " as their formats have them")
        @Nullable Levels levels,
    @Doc(
            "A CSV file of named vectors, with a header: a row for each image, its file in the"
                + " first column, numbers in the others")
        @Nullable Path attributes)
    implements DatasetReader {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFolderReader.class);

  /** Where labels come from. */
  public enum Labels {
    /** From the folders if there are at least two and every image lies in one. */
    AUTO,
    /** From the folders. */
    FOLDERS,
    /** From nowhere. */
    NONE
  }

  /** What a broken image does. */
  public enum Broken {
    /** It ends the run, with its name. */
    FAIL,
    /** It is left out, with a warning and a count. */
    SKIP
  }

  public ImageFolderReader {
    Check.positive("maxPixels", maxPixels);
    Check.rule(part == null || !part.isBlank(), "part", "must not be blank", "'" + part + "'");
    Check.relation(
        attributes == null || levels == null || levels.kept() == Levels.Kept.BYTES,
        "attributes",
        Set.of("levels"),
        "must be left out where levels are kept as floats",
        String.valueOf(attributes));
  }

  /** All images of a folder or archive, with its folders as labels if there are several. */
  public static ImageFolderReader of(Path path) {
    return new ImageFolderReader(path, null, Labels.AUTO, Broken.FAIL, 50_000_000, null, null);
  }

  @Override
  public Dataset open() {
    return attributes == null
        ? pictures().dataset(images())
        : new UniformImages(withAttributes(images()));
  }

  @Override
  public Optional<ImageSource> openImages() {
    return pictures().images(() -> withAttributes(images()));
  }

  private ImageSource withAttributes(FileImages images) {
    try {
      return attributes == null ? images : ImageAttributes.of(images, attributes);
    } catch (RuntimeException e) {
      images.close();
      throw e;
    }
  }

  @Override
  public DatasetReader part(String name) {
    return new ImageFolderReader(path, name, labels, broken, maxPixels, levels, attributes);
  }

  /** The other source, with this one's options. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof ImageFolderReader other
        ? new ImageFolderReader(
            other.path, other.part, labels, broken, maxPixels, levels, attributes)
        : detected;
  }

  private Pictures pictures() {
    return new Pictures(broken, maxPixels, levels);
  }

  private FileImages images() {
    Entries entries =
        Entries.open(path, name -> ImageFormat.named(name) || PublishedLayoutDetector.marks(name));
    try {
      ImagePaths paths = ImagePaths.of(entries, part, path);
      List<String> classes = paths.classes(labels, path);
      return pictures()
          .open(
              entries,
              path
                  + (part == null ? "" : " (" + part + ")")
                  + paths.note()
                  + (classes == null || labels != Labels.AUTO ? "" : paths.doubts(entries))
                  + unread(entries),
              paths.files(),
              classes == null ? null : io.gan4j.datasets.internal.Labels.named(classes));
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  /** Says what else could be read of a layout that another reader knows. */
  private String unread(Entries entries) {
    if (labels != Labels.AUTO || part != null) {
      return "";
    }
    Optional<String> other =
        PublishedLayoutDetector.beside(path, entries)
            .map(
                found ->
                    found.reason()
                        + "; type: "
                        + DatasetsPlugin.nameOf(found.reader())
                        + " reads it");
    if (other.isPresent()) {
      LOG.warn("{} {}; image-folder takes its folders as they are", path, other.get());
      return " (it " + other.get() + ")";
    }
    List<String> marks =
        IntStream.range(0, entries.count())
            .mapToObj(entries::name)
            .filter(PublishedLayoutDetector::marks)
            .toList();
    if (marks.isEmpty()) {
      return "";
    }
    List<String> faults = PublishedLayoutDetector.faults(entries);
    if (!faults.isEmpty()) {
      LOG.warn("{}; the pictures are read without it", String.join("; ", faults));
    }
    return " ("
        + String.join(", ", marks)
        + " unread"
        + (faults.isEmpty() ? "" : ": " + String.join("; ", faults))
        + ")";
  }
}
