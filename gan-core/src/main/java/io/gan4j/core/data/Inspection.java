package io.gan4j.core.data;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.internal.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a source holds, found by reading all of it: or, of a distribution without end, its first
 * 10,000 samples.
 *
 * @param description the source's own line
 * @param count samples there are, those that cannot be read included
 * @param forms how many samples there are of each shape, in words
 * @param labels how many samples there are of each class, in label order; empty if there are none
 * @param values the values, as they are stored
 * @param duplicates samples that are equal to an earlier one
 * @param broken samples that cannot be read
 * @param firstBroken why, of the first few
 * @param sheet pictures evenly spread over the source; empty if its samples are none
 */
public record Inspection(
    String description,
    long count,
    Map<String, Long> forms,
    Map<String, Long> labels,
    Values values,
    long duplicates,
    long broken,
    List<String> firstBroken,
    List<Image> sheet) {
  private static final long GENERATED = 10_000;
  private static final int SHEET = 100;
  private static final int CHUNK = 64;
  private static final int BROKEN_NAMED = 10;

  /**
   * The values of all samples that can be read, as they are stored.
   *
   * @param low the smallest
   * @param high the largest
   * @param mean their mean
   */
  public record Values(double low, double high, double mean) {}

  /** Inspects a data set. */
  public static Inspection of(Dataset dataset) {
    SampleSpace space = dataset.space();
    Tally tally = new Tally(dataset.labels().map(LabelSpace::names).orElse(List.of()));
    long count = dataset.size().orElse(GENERATED);
    boolean pictures = space.isImage();
    String form = words(space.shape().asArray());
    for (long first = 0; first < count; first += CHUNK) {
      Batch batch = new Batch(space, (int) Math.min(CHUNK, count - first));
      try {
        read(dataset, first, batch);
        for (int i = 0; i < batch.size(); i++) {
          tally.sample(form, batch, i);
        }
      } catch (DataException e) {
        oneByOne(dataset, first, batch.size(), form, tally);
      }
    }
    if (pictures) {
      for (long index : spread(count)) {
        Batch one = new Batch(space, 1);
        if (readable(dataset, index, one)) {
          tally.sheet.add(picture(one));
        }
      }
    }
    return tally.result(dataset.description(), count);
  }

  /** Inspects images of any sizes. */
  public static Inspection of(ImageSource source) {
    Tally tally = new Tally(source.labels().map(LabelSpace::names).orElse(List.of()));
    Set<Long> shown = new HashSet<>(spread(source.size()));
    for (long index = 0; index < source.size(); index++) {
      try {
        Image image = source.image(index);
        Form form = source.form(index);
        tally.bytes(form.toString(), image.pixels(), 0, image.pixels().length);
        tally.label(source.label(index));
        if (shown.contains(index)) {
          tally.sheet.add(image);
        }
      } catch (DataException e) {
        tally.broken(e);
      }
    }
    return tally.result(source.description(), source.size());
  }

  private static void read(Dataset dataset, long first, Batch into) {
    long[] indices = new long[into.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = first + i;
    }
    dataset.read(indices, into);
  }

  /** Whether a sample can be read; that one cannot was counted before. */
  private static boolean readable(Dataset dataset, long index, Batch into) {
    try {
      read(dataset, index, into);
      return true;
    } catch (DataException e) {
      return false;
    }
  }

  private static void oneByOne(Dataset dataset, long first, int count, String form, Tally tally) {
    for (long index = first; index < first + count; index++) {
      Batch one = new Batch(dataset.space(), 1);
      try {
        read(dataset, index, one);
        tally.sample(form, one, 0);
      } catch (DataException e) {
        tally.broken(e);
      }
    }
  }

  private static List<Long> spread(long count) {
    List<Long> indices = new ArrayList<>();
    long shown = Math.min(SHEET, count);
    for (long i = 0; i < shown; i++) {
      indices.add(i * count / shown);
    }
    return indices;
  }

  private static Image picture(Batch batch) {
    SampleSpace space = batch.space();
    byte[] pixels =
        space.element() == Element.UINT8 ? batch.bytes().clone() : space.pixels(batch.floats());
    return new Image(
        (int) space.shape().get(0), (int) space.shape().get(1), (int) space.shape().get(2), pixels);
  }

  private static String words(long[] shape) {
    StringBuilder text = new StringBuilder();
    for (long size : shape) {
      text.append(text.isEmpty() ? "" : "x").append(size);
    }
    return text.toString();
  }

  /** Counts as samples come by. */
  private static final class Tally {
    private final List<String> names;
    private final long[] perClass;
    private final Map<String, Long> forms = new TreeMap<>();
    private final Set<Long> hashes = new HashSet<>();
    private final List<String> firstBroken = new ArrayList<>();
    private final List<Image> sheet = new ArrayList<>();
    private final Sha256 sha256 = new Sha256();
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double sum;
    private long values;
    private long duplicates;
    private long broken;

    Tally(List<String> names) {
      this.names = names;
      this.perClass = new long[names.size()];
    }

    void sample(String form, Batch batch, int place) {
      int width = batch.space().valuesPerSample();
      if (batch.space().element() == Element.UINT8) {
        bytes(form, batch.bytes(), place * width, width);
      } else {
        floats(form, batch.floats(), place * width, width);
      }
      label(batch.labels()[place]);
    }

    void bytes(String form, byte[] from, int offset, int count) {
      for (int i = offset; i < offset + count; i++) {
        value(from[i] & 0xFF);
      }
      sha256.add(form).add(from, offset, count);
      seen(form);
    }

    private void floats(String form, float[] from, int offset, int count) {
      ByteBuffer bits = ByteBuffer.allocate(count * Float.BYTES);
      for (int i = offset; i < offset + count; i++) {
        value(from[i]);
      }
      bits.asFloatBuffer().put(from, offset, count);
      sha256.add(bits.array());
      seen(form);
    }

    /** 64 bits of a hash: among a million samples two are mistaken for one once in 10^7 sources. */
    private void seen(String form) {
      duplicates += hashes.add(ByteBuffer.wrap(sha256.bytes()).getLong()) ? 0 : 1;
      forms.merge(form, 1L, Long::sum);
    }

    private void value(double value) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
      values++;
    }

    void label(int label) {
      if (perClass.length > 0) {
        perClass[label]++;
      }
    }

    void broken(DataException e) {
      broken++;
      if (firstBroken.size() < BROKEN_NAMED) {
        firstBroken.add(String.valueOf(e.getMessage()));
      }
    }

    Inspection result(String description, long count) {
      Map<String, Long> labels = new LinkedHashMap<>();
      for (int i = 0; i < perClass.length; i++) {
        labels.put(names.get(i), perClass[i]);
      }
      return new Inspection(
          description,
          count,
          forms,
          labels,
          new Values(low, high, sum / values),
          duplicates,
          broken,
          firstBroken,
          sheet);
    }
  }
}
