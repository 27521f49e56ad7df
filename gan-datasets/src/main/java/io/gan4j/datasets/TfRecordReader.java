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
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.ArrayLabels;
import io.gan4j.datasets.internal.tfrecord.TfRecordImages;
import io.gan4j.datasets.internal.tfrecord.TfRecordImages.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow's record files of {@code tf.train.Example}s with pictures, encoded (PNG, JPEG, …) or
 * raw bytes; labels as whole numbers or texts. TensorFlow itself is not needed. Every record's
 * checksums are verified when the source is opened.
 */
@Doc("TensorFlow's record files (tf.train.Example) of pictures, encoded or raw, with labels")
public record TfRecordReader(
    @Doc("A file, or a folder of files with 'tfrecord' in their names, taken in their order")
        Path path,
    @Doc("Only the folder's files with this word in their names, for example train; absent: all")
        @Nullable String part,
    @Doc("Feature of the pictures; absent: image/encoded, image_raw, image/raw, image or data")
        @Nullable String image,
    @Doc("Feature of the labels; absent: image/class/label, label, class or image/class/text")
        @Nullable String label,
    @Doc(
            "Shape of raw pictures, [height, width, channels]; empty: as the features height, width"
                + " and depth say")
        @Default("[]")
        List<Integer> shape,
    @Doc("Levels of pictures of more than 8 bits, as the image-folder reader has them")
        @Nullable Levels levels)
    implements DatasetReader {
  private static final List<String> IMAGES =
      List.of("image/encoded", "image_raw", "image/raw", "image", "data");
  private static final Pattern RESOLUTION = Pattern.compile("(.+)-r\\d{2}\\.tfrecords?");

  /** Words of files that are no training files beside others that are. */
  private static final List<String> OTHERS = List.of("test", "val", "valid", "validation", "eval");

  private static final List<String> LABELS =
      List.of("image/class/label", "label", "class", "image/class/text");

  public TfRecordReader {
    shape = List.copyOf(shape);
    Check.rule(
        shape.isEmpty()
            || ((shape.size() == 2 || shape.size() == 3) && shape.stream().allMatch(s -> s > 0)),
        "shape",
        "must be [height, width] or [height, width, channels]",
        shape);
  }

  /** The usual features. */
  public static TfRecordReader of(Path path) {
    return new TfRecordReader(path, null, null, null, List.of(), null);
  }

  /** The usual features; of files of which some name a training part and some another, that. */
  static TfRecordReader of(Path path, List<Path> files) {
    boolean training = files.stream().anyMatch(file -> isOf("train", file));
    boolean others = files.stream().anyMatch(file -> OTHERS.stream().anyMatch(o -> isOf(o, file)));
    String part = training && others ? "train" : null;
    return new TfRecordReader(path, part, null, null, List.of(), null);
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
    if (Files.isRegularFile(path)) {
      throw Part.inOneFile(name, path);
    }
    return new TfRecordReader(path, name, image, label, shape, levels);
  }

  /** The other source, with this one's part and features. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof TfRecordReader other
        ? new TfRecordReader(other.path, part, image, label, shape, levels)
        : detected;
  }

  private Pictures pictures() {
    return new Pictures(Broken.FAIL, TfRecordImages.MOST_PIXELS, levels);
  }

  private TfRecordImages images() {
    List<Path> files = files();
    return TfRecordImages.open(
        files,
        new Features(
            image == null ? IMAGES : List.of(image),
            label == null ? LABELS : List.of(label),
            shape),
        label == null ? labelsBeside(files) : null,
        pictures().meant());
  }

  /** StyleGAN's labels: an array in a file of the same name, {@code faces-rxx.labels}. */
  private static @Nullable LongFunction<Labels> labelsBeside(List<Path> files) {
    Matcher name = RESOLUTION.matcher(String.valueOf(files.get(0).getFileName()));
    if (files.size() > 1 || !name.matches()) {
      return null;
    }
    Path labels = files.get(0).resolveSibling(name.group(1) + "-rxx.labels");
    return Files.isRegularFile(labels)
        ? count -> ArrayLabels.ofFile(Source.file(labels), count)
        : null;
  }

  private List<Path> files() {
    List<Path> files = Files.isDirectory(path) ? inFolder(path) : List.of(path);
    if (files.isEmpty()) {
      throw new DataException(path + " holds no file with 'tfrecord' in its name");
    }
    if (part != null && Files.isDirectory(path)) {
      files = files.stream().filter(file -> isOf(part, file)).toList();
      if (files.isEmpty()) {
        throw new DataException(
            path + " holds no file with both 'tfrecord' and the word '" + part + "' in its name");
      }
    }
    for (Path file : files) {
      if (Source.file(file).size() == 0) {
        throw new DataException(
            file + " is empty (0 bytes); accepted: records of tf.train.Example");
      }
    }
    return files;
  }

  /** Whether a part's name is a word of the file's: {@code train} of cifar-train-00.tfrecord. */
  private static boolean isOf(String part, Path file) {
    return List.of(String.valueOf(file.getFileName()).split("[^A-Za-z0-9]+")).stream()
        .anyMatch(part::equalsIgnoreCase);
  }

  /** Files of records in a folder, by name. */
  static List<Path> inFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> String.valueOf(file.getFileName()).contains("tfrecord"))
              .sorted()
              .toList();
      return largest(found);
    } catch (IOException e) {
      throw new DataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * Of StyleGAN's files, which hold the same pictures in all sizes (2 to the power of 2, 3, …), the
   * one of the largest; of others all.
   */
  private static List<Path> largest(List<Path> files) {
    List<String> stems =
        files.stream()
            .map(file -> RESOLUTION.matcher(String.valueOf(file.getFileName())))
            .map(name -> name.matches() ? name.group(1) : "")
            .distinct()
            .toList();
    boolean sizes = stems.size() == 1 && !stems.get(0).isEmpty();
    return sizes ? files.subList(files.size() - 1, files.size()) : files;
  }
}
