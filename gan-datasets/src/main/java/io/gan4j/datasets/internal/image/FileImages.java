package io.gan4j.datasets.internal.image;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.internal.Sha256;
import io.gan4j.datasets.internal.archive.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The image files of a folder or an archive. All of them are looked at once, when it is opened. */
public final class FileImages implements ImageSource {
  private static final Logger LOG = LoggerFactory.getLogger(FileImages.class);

  /**
   * Which files, and what they are.
   *
   * @param title how the description begins
   * @param files which entries
   * @param classes one per file, its class's name; null for no labels
   * @param skipBroken leave broken images out, rather than refuse the source
   */
  public record Selection(
      String title, List<Integer> files, @Nullable List<String> classes, boolean skipBroken) {}

  private final Entries entries;
  private final ImageDecoder decoder;
  private final int[] files;
  private final int[] labels;
  private final Form[] forms;
  private final @Nullable LabelSpace labelSpace;
  private final String description;
  private final String contentHash;

  private FileImages(Entries entries, ImageDecoder decoder, Selection selection) {
    this.entries = entries;
    this.decoder = decoder;
    List<Looked> looked = look(entries, decoder, selection);
    List<String> classes = selection.classes();
    this.labelSpace = classes == null ? null : new LabelSpace(List.copyOf(new TreeSet<>(classes)));
    int count = (int) looked.stream().filter(l -> l.form() != null).count();
    this.files = new int[count];
    this.labels = new int[count];
    this.forms = new Form[count];
    FileHash hash = new FileHash(labelSpace);
    int next = 0;
    for (int i = 0; i < looked.size(); i++) {
      Form form = looked.get(i).form();
      if (form != null) {
        files[next] = selection.files().get(i);
        labels[next] =
            classes == null || labelSpace == null ? 0 : labelSpace.names().indexOf(classes.get(i));
        forms[next] = form;
        hash.add(looked.get(i).hash(), labels[next]);
        next++;
      }
    }
    this.contentHash = hash.hex();
    this.description = describe(selection, looked.size() - count);
    if (count == 0) {
      throw new DataException(selection.title() + ": none of the images can be decoded");
    }
  }

  /**
   * Opens images. Closes the entries at the end, and if they are refused.
   *
   * @throws DataException naming the first broken image, unless broken ones are skipped
   */
  public static FileImages open(Entries entries, ImageDecoder decoder, Selection selection) {
    try {
      return new FileImages(entries, decoder, selection);
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  /** What was seen of a file: its form and hash, or what is wrong with it. */
  private record Looked(@Nullable Form form, String hash, @Nullable DataException broken) {}

  private static List<Looked> look(Entries entries, ImageDecoder decoder, Selection selection) {
    List<Looked> looked =
        IntStream.range(0, selection.files().size())
            .parallel()
            .mapToObj(i -> look(entries, decoder, selection.files().get(i), selection.skipBroken()))
            .toList();
    List<DataException> broken = new ArrayList<>();
    looked.stream().map(Looked::broken).filter(b -> b != null).forEach(broken::add);
    if (!broken.isEmpty() && !selection.skipBroken()) {
      DataException first = broken.get(0);
      throw new DataException(
          first.getMessage()
              + (broken.size() > 1 ? "; " + (broken.size() - 1) + " more are broken" : "")
              + " (broken: skip leaves them out)",
          first);
    }
    broken.forEach(b -> LOG.warn("left out: {}", b.getMessage()));
    return looked;
  }

  private static Looked look(Entries entries, ImageDecoder decoder, int file, boolean whole) {
    try {
      byte[] bytes = entries.bytes(file);
      Form form;
      if (whole) {
        Image image = decoder.image(bytes);
        form = new Form(image.height(), image.width(), image.channels());
      } else {
        form = decoder.form(bytes);
      }
      return new Looked(form, Sha256.of(bytes), null);
    } catch (BadImageException e) {
      return new Looked(null, "", broken(entries, file, e));
    } catch (DataException e) {
      return new Looked(null, "", e);
    }
  }

  private static DataException broken(Entries entries, int file, BadImageException e) {
    return new DataException(entries.place(file) + " is a broken image: " + e.getMessage(), e);
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
    int file = files[Math.toIntExact(index)];
    try {
      return decoder.image(entries.bytes(file));
    } catch (BadImageException e) {
      throw broken(entries, file, e);
    }
  }

  @Override
  public void close() {
    entries.close();
  }
}
