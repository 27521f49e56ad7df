package io.gan4j.datasets.internal.tfrecord;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Levels;
import io.gan4j.api.data.Range;
import io.gan4j.datasets.internal.Digest;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.image.BadImageException;
import io.gan4j.datasets.internal.image.DeepLevels;
import io.gan4j.datasets.internal.image.ImageDecoder;
import io.gan4j.datasets.internal.image.ImageDecoder.Seen;
import io.gan4j.datasets.internal.image.LevelledImages;
import io.gan4j.datasets.internal.image.Picture;
import io.gan4j.datasets.internal.tfrecord.Example.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of record files: every record is verified when they are opened, decoded when asked
 * for.
 */
public final class TfRecordImages implements LevelledImages {
  /** Pictures of more pixels are refused. */
  public static final long MOST_PIXELS = 1 << 28;

  private static final List<String> HEIGHTS = List.of("image/height", "height");
  private static final List<String> WIDTHS = List.of("image/width", "width");
  private static final List<String> CHANNELS = List.of("image/channels", "depth", "channels");

  private final List<TfRecordFile> files;
  private final List<Place> places;
  private final ImageDecoder decoder;
  private final @Nullable Labels labels;
  private final List<Range> ranges;
  private final String description;
  private final String contentHash;

  /** How a picture is stored. */
  private enum Storage {
    /** As an image file. */
    ENCODED,
    /** Bare bytes, all channels of a pixel together. */
    RAW,
    /** Bare bytes, one channel behind the other, as StyleGAN's files have them. */
    PLANES
  }

  /** Where a picture is, and what it is. */
  private record Place(
      TfRecordFile file, long at, int count, Form form, Storage storage, boolean deep) {}

  /**
   * Which features to take.
   *
   * @param images names of the pictures' feature, of which the first that is there is taken
   * @param labels likewise for the labels; none of them need be there
   * @param shape height, width and channels of raw pictures; empty if features tell
   */
  public record Features(List<String> images, List<String> labels, List<Integer> shape) {}

  private TfRecordImages(
      List<TfRecordFile> files,
      Features features,
      @Nullable LongFunction<Labels> beside,
      Levels meaning)
      throws IOException {
    this.files = files;
    this.places = new ArrayList<>();
    this.decoder = new ImageDecoder(MOST_PIXELS);
    Digest digest = new Digest("images of records");
    RecordLabels classes = new RecordLabels(features.labels());
    for (TfRecordFile file : files) {
      scan(file, features, classes, digest);
    }
    if (places.isEmpty()) {
      throw new DataException(files.get(0).path() + " holds no record");
    }
    Labels own = classes.labels(places.size(), files.get(0).path());
    if (own == null && beside != null) {
      this.labels = beside.apply(places.size());
      labels.addTo(digest);
    } else {
      this.labels = own;
    }
    List<Integer> deep =
        IntStream.range(0, places.size()).filter(i -> places.get(i).deep()).boxed().toList();
    DeepLevels levels = new DeepLevels(meaning, deep, new Decoding(this));
    this.ranges = levels.ranges();
    if (!deep.isEmpty() && !ranges.isEmpty()) {
      byte[] words = ("levels " + ranges).getBytes(StandardCharsets.UTF_8);
      digest.add(words, words.length);
    }
    this.contentHash = digest.hex();
    this.description =
        String.format(
            Locale.ROOT,
            "%,d images of records%s, from %s%s",
            places.size(),
            labels == null ? "" : ", " + labels.space().count() + " classes",
            files.get(0).path(),
            levels.survey(String.valueOf(files.get(0).path())));
  }

  /** Whether a file starts as a record file does. */
  public static boolean looksLikeOne(Path path) {
    return TfRecordFile.looksLikeOne(path);
  }

  /**
   * Opens files, in their order. Who opens closes.
   *
   * @param beside labels of so many records from elsewhere, for records without any; null for none
   * @param levels what the levels of deep pictures mean
   * @throws DataException if one is damaged, or holds no pictures
   */
  public static TfRecordImages open(
      List<Path> paths, Features features, @Nullable LongFunction<Labels> beside, Levels levels) {
    List<TfRecordFile> files = new ArrayList<>();
    try {
      for (Path path : paths) {
        files.add(TfRecordFile.open(path));
      }
      return new TfRecordImages(files, features, beside, levels);
    } catch (IOException e) {
      close(files);
      throw new DataException(paths.get(0) + " cannot be read: " + e.getMessage(), e);
    } catch (DataException e) {
      close(files);
      throw e;
    }
  }

  private void scan(TfRecordFile file, Features features, RecordLabels classes, Digest digest)
      throws IOException {
    byte[] record;
    for (long at = 0; at < file.size(); at = TfRecordFile.next(at, record)) {
      record = file.record(at);
      Example example;
      try {
        example = Example.of(record);
      } catch (IOException e) {
        throw new DataException(place(file, at) + " is no tf.train.Example: " + e.getMessage(), e);
      }
      Span span = picture(file, at, example, features);
      byte[] bytes = Arrays.copyOfRange(record, span.at(), span.at() + span.count());
      places.add(
          located(file, TfRecordFile.data(at) + span.at(), bytes, example, features.shape()));
      digest.add(bytes, bytes.length);
      classes.add(example, record, place(file, at), digest);
    }
  }

  private static Span picture(TfRecordFile file, long at, Example example, Features features) {
    return features.images().stream()
        .filter(example.strings()::containsKey)
        .map(example.strings()::get)
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    place(file, at)
                        + " has none of the features "
                        + String.join(", ", features.images())
                        + "; it has "
                        + String.join(", ", example.strings().keySet())
                        + "; say which holds the pictures with 'image'"));
  }

  private Place located(
      TfRecordFile file, long at, byte[] bytes, Example example, List<Integer> shape) {
    Optional<Form> raw = rawForm(example, shape);
    if (raw.isPresent() && values(raw.get()) == bytes.length) {
      return new Place(file, at, bytes.length, raw.get(), Storage.RAW, false);
    }
    Optional<Form> planes = shape.isEmpty() ? planes(example.list("shape")) : Optional.empty();
    if (planes.isPresent() && values(planes.get()) == bytes.length) {
      return new Place(file, at, bytes.length, planes.get(), Storage.PLANES, false);
    }
    try {
      Seen seen = decoder.look(bytes);
      return new Place(file, at, bytes.length, seen.form(), Storage.ENCODED, seen.deep());
    } catch (BadImageException e) {
      throw new DataException(
          place(file, at)
              + " holds a picture that cannot be read: "
              + e.getMessage()
              + (raw.isPresent()
                  ? "; nor is it raw: " + raw.get() + " would have " + values(raw.get()) + " bytes"
                  : "; if it is raw, give its shape"),
          e);
    }
  }

  private static Optional<Form> rawForm(Example example, List<Integer> shape) {
    if (!shape.isEmpty()) {
      return Optional.of(
          new Form(shape.get(0), shape.get(1), shape.size() == 3 ? shape.get(2) : 1));
    }
    OptionalLong height = first(example, HEIGHTS);
    OptionalLong width = first(example, WIDTHS);
    long channels = first(example, CHANNELS).orElse(3);
    boolean usable =
        height.orElse(0) > 0
            && width.orElse(0) > 0
            && height.getAsLong() <= 1 << 15
            && width.getAsLong() <= 1 << 15
            && channels >= 1
            && channels <= 4;
    return usable
        ? Optional.of(new Form((int) height.getAsLong(), (int) width.getAsLong(), (int) channels))
        : Optional.empty();
  }

  /** The feature 'shape' of StyleGAN's files: channels, height, width. */
  private static Optional<Form> planes(List<Long> shape) {
    boolean usable =
        shape.size() == 3
            && shape.get(0) >= 1
            && shape.get(0) <= 4
            && shape.stream().allMatch(size -> size >= 1 && size <= 1 << 15);
    return usable
        ? Optional.of(
            new Form(shape.get(1).intValue(), shape.get(2).intValue(), shape.get(0).intValue()))
        : Optional.empty();
  }

  private static OptionalLong first(Example example, List<String> names) {
    return names.stream()
        .map(example::number)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static long values(Form form) {
    return (long) form.height() * form.width() * form.channels();
  }

  private static byte[] interleaved(byte[] planes, Form form) {
    int channels = form.channels();
    int pixels = planes.length / channels;
    byte[] values = new byte[planes.length];
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        values[pixel * channels + channel] = planes[channel * pixels + pixel];
      }
    }
    return values;
  }

  private static String place(TfRecordFile file, long at) {
    return String.format(Locale.ROOT, "%s, record at byte %,d,", file.path(), at);
  }

  @Override
  public long size() {
    return places.size();
  }

  @Override
  public Optional<LabelSpace> labels() {
    return Optional.ofNullable(labels).map(Labels::space);
  }

  @Override
  public int label(long index) {
    return labels == null ? 0 : labels.at(index);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public Form form(long index) {
    return places.get((int) index).form();
  }

  /** How deep pictures are decoded. */
  private record Decoding(TfRecordImages images) implements DeepLevels.Pictures {
    @Override
    public Picture picture(int index) {
      return images.picture(index);
    }

    @Override
    public Image image(int index, Picture picture, List<Range> ranges) {
      return images.image(index, picture, ranges);
    }
  }

  @Override
  public Image image(long index) {
    return image(index, picture(index), ranges);
  }

  private Image image(long index, Picture picture, List<Range> levels) {
    try {
      return picture.image(levels);
    } catch (BadImageException e) {
      throw unreadable(index, e);
    }
  }

  @Override
  public float[] floats(long index) {
    try {
      return picture(index).floats(ranges);
    } catch (BadImageException e) {
      throw unreadable(index, e);
    }
  }

  private Picture picture(long index) {
    Place place = places.get((int) index);
    try {
      byte[] bytes = place.file().bytes(place.at(), place.count());
      return switch (place.storage()) {
        case ENCODED -> decoder.picture(bytes);
        case RAW -> Picture.ofBytes(place.form(), bytes);
        case PLANES -> Picture.ofBytes(place.form(), interleaved(bytes, place.form()));
      };
    } catch (IOException | BadImageException e) {
      throw unreadable(index, e);
    }
  }

  private DataException unreadable(long index, Exception e) {
    Place place = places.get((int) index);
    return new DataException(
        place(place.file(), place.at()) + " cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    close(files);
  }

  private static void close(List<TfRecordFile> files) {
    for (TfRecordFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        throw new DataException(file.path() + " cannot be closed: " + e.getMessage(), e);
      }
    }
  }
}
