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
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.image.ImageAttributes;
import io.gan4j.datasets.internal.image.ImageFormat;
import io.gan4j.datasets.internal.image.UniformImages;
import io.gan4j.datasets.internal.label.StyleGanLabels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A data set as StyleGAN's {@code dataset_tool.py} writes it: a zip or a folder with pictures in
 * folders of a thousand, which mean nothing, and {@code dataset.json} with a class or a vector for
 * each. Pictures are taken in the order of their names.
 */
@Doc("Zips and folders of StyleGAN, labels from dataset.json")
public record StyleganReader(
    @Doc("The zip or folder") Path path,
    @Doc("Whether labels are read, classes or vectors; without them dataset.json is not needed")
        @Default("true")
        boolean labels,
    @Doc("What a broken image does: fail, or skip") @Default("fail") Broken broken,
    @Doc("Images of more pixels are broken") @Default("50000000") long maxPixels,
    @Doc("Levels of pictures of more than 8 bits, as the image-folder reader has them")
        @Nullable Levels levels)
    implements DatasetReader {
  static final String LABELS = "dataset.json";

  public StyleganReader {
    Check.positive("maxPixels", maxPixels);
  }

  /** With labels if there are any. */
  public static StyleganReader of(Path path) {
    return new StyleganReader(path, true, Broken.FAIL, 50_000_000, null);
  }

  /** The same pictures without labels. */
  StyleganReader withoutLabels() {
    return new StyleganReader(path, false, broken, maxPixels, levels);
  }

  @Override
  public Dataset open() {
    ImageSource images = images();
    return images instanceof FileImages plain
        ? pictures().dataset(plain)
        : new UniformImages(images);
  }

  @Override
  public Optional<ImageSource> openImages() {
    return pictures().images(this::images);
  }

  /** The other source, with this one's options. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof StyleganReader other
        ? new StyleganReader(other.path, labels, broken, maxPixels, levels)
        : detected;
  }

  private Pictures pictures() {
    return new Pictures(broken, maxPixels, levels);
  }

  private ImageSource images() {
    Entries entries = Entries.open(path, name -> isLabels(name) || ImageFormat.named(name));
    FileImages images;
    @Nullable StyleGanLabels found = null;
    String root = "";
    try {
      List<Integer> files =
          IntStream.range(0, entries.count())
              .filter(i -> !isLabels(entries.name(i)))
              .boxed()
              .toList();
      if (files.isEmpty()) {
        throw new DataException(path + ": there is no " + ImageFormat.NAMES + " file in it");
      }
      if (labels) {
        int list = list(entries);
        String name = entries.name(list);
        root = name.substring(0, name.length() - LABELS.length());
        found = StyleGanLabels.read(entries.bytes(list), entries.place(list)).orElse(null);
      }
      images =
          pictures().open(entries, path.toString(), files, classes(entries, files, found, root));
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
    return withVectors(images, found, root);
  }

  private int list(Entries entries) {
    int[] found =
        IntStream.range(0, entries.count()).filter(i -> isLabels(entries.name(i))).toArray();
    if (found.length != 1) {
      throw new DataException(
          path
              + " holds "
              + found.length
              + " files "
              + LABELS
              + "; accepted: one; labels: false leaves labels out");
    }
    return found[0];
  }

  static boolean isLabels(String name) {
    return name.equals(LABELS) || name.endsWith("/" + LABELS);
  }

  private static @Nullable Labels classes(
      Entries entries, List<Integer> files, @Nullable StyleGanLabels found, String root) {
    if (found == null || !found.vectors().isEmpty()) {
      return null;
    }
    int[] values = new int[files.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          labelled(found.classes(), entries.name(files.get(i)), root, entries.place(files.get(i)));
    }
    return Labels.numbered(values);
  }

  /** A picture's label. */
  private static <L> L labelled(Map<String, L> labels, String picture, String root, String place) {
    String below = picture.startsWith(root) ? picture.substring(root.length()) : picture;
    L label = labels.get(below);
    if (label == null) {
      throw new DataException(
          place + " has no label in " + LABELS + "; labels: false leaves labels out");
    }
    return label;
  }

  private ImageSource withVectors(FileImages images, @Nullable StyleGanLabels found, String root) {
    if (found == null || found.vectors().isEmpty()) {
      return images;
    }
    try {
      if (pictures().meant().kept() == Levels.Kept.FLOATS) {
        throw new DataException(
            path
                + ": vectors cannot be read where levels are kept as floats; labels: false leaves"
                + " them out");
      }
      return ImageAttributes.of(images, new Rows(path, found.vectors(), root));
    } catch (RuntimeException e) {
      images.close();
      throw e;
    }
  }

  /** The labels as vectors, whose numbers have no names of their own. */
  private record Rows(Path path, Map<String, float[]> vectors, String root)
      implements ImageAttributes.Rows {
    @Override
    public String place() {
      return path + ", " + LABELS;
    }

    @Override
    public List<String> columns() {
      int width = vectors.values().iterator().next().length;
      return IntStream.range(0, width).mapToObj(i -> "label" + i).toList();
    }

    @Override
    public float[] of(String image) {
      return labelled(vectors, image, root, path + ", " + image);
    }
  }
}
