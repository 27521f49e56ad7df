package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.image.Levels;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.image.ImageFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            "What a broken image does: fail, or skip (then all are decoded once before the start, to"
                + " know how many there are)")
        @Default("fail")
        Broken broken,
    @Doc("Images of more pixels are broken: a small file can promise a picture that fills memory")
        @Default("50000000")
        long maxPixels,
    @Doc(
            "Levels of pictures of more than 8 bits, {low: 0, high: 4095} or {ends: found}; absent:"
                + " as their formats have them")
        @Nullable Levels levels)
    implements DatasetReader {

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
  }

  /** All images of a folder or archive, with its folders as labels if there are several. */
  public static ImageFolderReader of(Path path) {
    return new ImageFolderReader(path, null, Labels.AUTO, Broken.FAIL, 50_000_000, null);
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
    return new ImageFolderReader(path, name, labels, broken, maxPixels, levels);
  }

  /** The other source, with this one's options. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof ImageFolderReader other
        ? new ImageFolderReader(other.path, other.part, labels, broken, maxPixels, levels)
        : detected;
  }

  private Pictures pictures() {
    return new Pictures(broken, maxPixels, levels);
  }

  private FileImages images() {
    Entries entries = Entries.open(path, ImageFormat::named);
    try {
      ImagePaths paths = ImagePaths.of(entries, part, path);
      List<String> classes = paths.classes(labels, path);
      return pictures()
          .open(
              entries,
              path + (part == null ? "" : " (" + part + ")"),
              paths.files(),
              classes == null ? null : io.gan4j.datasets.internal.Labels.named(classes));
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  /**
   * Which entries are meant, and the folder of each.
   *
   * @param files numbers of the entries
   * @param folders the folder of each, below the part; empty for none
   */
  private record ImagePaths(List<Integer> files, List<String> folders) {

    static ImagePaths of(Entries entries, @Nullable String part, Path path) {
      if (entries.count() == 0) {
        throw new DataException(path + ": there is no " + ImageFormat.NAMES + " file in it");
      }
      String root = commonFolder(entries);
      List<Integer> files = new ArrayList<>();
      List<String> folders = new ArrayList<>();
      String prefix = part == null ? "" : part.replaceAll("^/+|/+$", "") + "/";
      for (int i = 0; i < entries.count(); i++) {
        String name = entries.name(i);
        String below =
            part != null && name.startsWith(prefix) ? name : name.substring(root.length());
        if (below.startsWith(prefix)) {
          files.add(i);
          String rest = below.substring(prefix.length());
          folders.add(rest.contains("/") ? rest.substring(0, rest.lastIndexOf('/')) : "");
        }
      }
      if (files.isEmpty()) {
        throw new DataException(
            path + " has no images below '" + part + "'; the first is " + entries.name(0));
      }
      return new ImagePaths(files, folders);
    }

    /** The folders that all entries share: archives often hold everything in one. */
    private static String commonFolder(Entries entries) {
      String first = entries.name(0);
      String common = first.substring(0, first.lastIndexOf('/') + 1);
      for (int i = 1; i < entries.count() && !common.isEmpty(); i++) {
        while (!entries.name(i).startsWith(common)) {
          common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
        }
      }
      return common;
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
}
