package io.gan4j.datasets.internal.image;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Levels;
import io.gan4j.api.data.Range;
import io.gan4j.api.internal.Sha256;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.ImageDecoder.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encoded pictures: the files of a folder or an archive, or what is stored as such. All of them are
 * looked at once, when they are opened.
 */
public final class FileImages implements LevelledImages {
  private static final Logger LOG = LoggerFactory.getLogger(FileImages.class);
  private static final int MOST_NAMED = 20;

  /**
   * Which files, and what they are.
   *
   * @param title how the description begins
   * @param files which entries
   * @param labels one per file; null for none
   * @param skipBroken leave broken images out, rather than refuse the source
   * @param levels what the levels of deep pictures mean
   * @param half what is taken of each picture
   */
  public record Selection(
      String title,
      List<Integer> files,
      @Nullable Labels labels,
      boolean skipBroken,
      Levels levels,
      Half half) {}

  private final Entries entries;
  private final ImageDecoder decoder;
  private final Half half;
  private final int[] files;
  private final int[] labels;
  private final Form[] forms;
  private final @Nullable LabelSpace labelSpace;
  private final List<Range> ranges;
  private final String description;
  private final String contentHash;

  private FileImages(Entries entries, ImageDecoder decoder, Selection selection) {
    this.entries = entries;
    this.decoder = decoder;
    this.half = selection.half();
    List<Looked> looked = look(entries, decoder, selection);
    Labels given = selection.labels();
    this.labelSpace = given == null ? null : given.space();
    List<Looked> whole = looked.stream().filter(l -> l.seen() != null).toList();
    if (whole.isEmpty()) {
      throw new DataException(selection.title() + ": none of the images can be decoded");
    }
    this.files = new int[whole.size()];
    this.labels = new int[whole.size()];
    this.forms = new Form[whole.size()];
    FileHash hash = new FileHash(labelSpace, half);
    List<Integer> deep = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < looked.size(); i++) {
      Seen seen = looked.get(i).seen();
      if (seen != null) {
        files[next] = selection.files().get(i);
        labels[next] = given == null ? 0 : given.at(i);
        forms[next] = seen.form();
        hash.add(looked.get(i).hash(), labels[next]);
        if (seen.deep()) {
          deep.add(next);
        }
        next++;
      }
    }
    tellBrokenExif(selection, looked);
    DeepLevels levels = new DeepLevels(selection.levels(), deep, new Decoding(this));
    this.ranges = levels.ranges();
    if (!deep.isEmpty()) {
      ranges.forEach(hash::add);
    }
    this.contentHash = hash.hex();
    this.description =
        describe(selection, looked.size() - files.length) + levels.survey(selection.title());
  }

  /**
   * Opens images. Closes the entries at the end, and if they are refused.
   *
   * @throws DataException naming the broken images, unless they are skipped
   */
  public static FileImages open(Entries entries, ImageDecoder decoder, Selection selection) {
    try {
      return new FileImages(entries, decoder, selection);
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  /** What was seen of a file, and its hash; or what is wrong with it. */
  private record Looked(@Nullable Seen seen, String hash, @Nullable DataException broken) {
    boolean brokenExif() {
      return seen != null && seen.brokenExif();
    }
  }

  private static List<Looked> look(Entries entries, ImageDecoder decoder, Selection selection) {
    List<Looked> looked =
        IntStream.range(0, selection.files().size())
            .parallel()
            .mapToObj(i -> look(entries, decoder, selection, selection.files().get(i)))
            .toList();
    List<DataException> broken = new ArrayList<>();
    looked.stream().map(Looked::broken).filter(b -> b != null).forEach(broken::add);
    if (!broken.isEmpty() && !selection.skipBroken()) {
      throw new DataException(
          broken.stream()
                  .limit(MOST_NAMED)
                  .map(DataException::getMessage)
                  .collect(Collectors.joining("; "))
              + (broken.size() > MOST_NAMED
                  ? "; " + (broken.size() - MOST_NAMED) + " more are broken"
                  : "")
              + " (broken: skip leaves them out)",
          broken.get(0));
    }
    broken.forEach(b -> LOG.warn("left out: {}", b.getMessage()));
    return looked;
  }

  private static Looked look(Entries entries, ImageDecoder decoder, Selection selection, int file) {
    try {
      byte[] bytes = entries.bytes(file);
      Seen seen = decoder.look(bytes).half(selection.half());
      if (selection.skipBroken()) {
        decoder.picture(bytes);
      }
      return new Looked(seen, Sha256.of(bytes), null);
    } catch (BadImageException e) {
      return new Looked(null, "", broken(entries, file, e));
    } catch (DataException e) {
      return new Looked(null, "", e);
    }
  }

  private static DataException broken(Entries entries, int file, BadImageException e) {
    return new DataException(entries.place(file) + " is a broken image: " + e.getMessage(), e);
  }

  private void tellBrokenExif(Selection selection, List<Looked> looked) {
    int[] broken =
        IntStream.range(0, looked.size()).filter(i -> looked.get(i).brokenExif()).toArray();
    if (broken.length > 0) {
      LOG.warn(
          "{}: of {} images the EXIF cannot be read, they are taken as they lie; the first is {}",
          selection.title(),
          broken.length,
          entries.place(selection.files().get(broken[0])));
    }
  }

  /** How deep pictures are decoded. */
  private record Decoding(FileImages images) implements DeepLevels.Pictures {
    @Override
    public Picture picture(int index) {
      return images.picture(index);
    }

    @Override
    public Image image(int index, Picture picture, List<Range> ranges) {
      return images.image(index, picture, ranges);
    }
  }

  private String describe(Selection selection, int broken) {
    StringBuilder text = new StringBuilder(selection.title());
    text.append(String.format(Locale.ROOT, ", %,d images", files.length));
    if (labelSpace != null) {
      text.append(", ").append(labelSpace.count()).append(" classes");
    }
    if (broken > 0) {
      text.append(String.format(Locale.ROOT, " (%,d broken ones left out)", broken));
    }
    if (entries.leftOut().count() > 0) {
      text.append(" (").append(entries.leftOut().words()).append(')');
    }
    return text.toString();
  }

  /** An image's path within the folder or archive, with {@code /}. */
  String name(long index) {
    return entries.name(files[Math.toIntExact(index)]);
  }

  @Override
  public Optional<String> file(long index) {
    return Optional.of(name(index));
  }

  @Override
  public long size() {
    return files.length;
  }

  @Override
  public Optional<LabelSpace> labels() {
    return Optional.ofNullable(labelSpace);
  }

  @Override
  public int label(long index) {
    return labels[Math.toIntExact(index)];
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
    return forms[Math.toIntExact(index)];
  }

  @Override
  public Image image(long index) {
    return image(index, picture(index), ranges);
  }

  private Image image(long index, Picture picture, List<Range> levels) {
    try {
      return picture.image(levels);
    } catch (BadImageException e) {
      throw broken(entries, files[Math.toIntExact(index)], e);
    }
  }

  @Override
  public float[] floats(long index) {
    try {
      return picture(index).floats(ranges);
    } catch (BadImageException e) {
      throw broken(entries, files[Math.toIntExact(index)], e);
    }
  }

  private Picture picture(long index) {
    int file = files[Math.toIntExact(index)];
    try {
      return decoder.picture(entries.bytes(file)).half(half);
    } catch (BadImageException e) {
      throw broken(entries, file, e);
    }
  }

  @Override
  public void close() {
    entries.close();
  }
}
