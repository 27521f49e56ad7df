package io.gan4j.datasets.internal.tfrecord;

import io.gan4j.api.DataException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.datasets.internal.Digest;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.tfrecord.Example.Span;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The labels of records: whole numbers, floats that are whole, or texts, all of one kind. */
final class RecordLabels {
  private static final int LARGEST = 999_999;

  private final List<String> features;
  private final List<Integer> numbers = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  /**
   * @param features names of the labels' feature, of which the first that is there is taken
   */
  RecordLabels(List<String> features) {
    this.features = features;
  }

  /**
   * Takes the label of the next record, if it has one.
   *
   * @param place of the record, for messages
   * @throws DataException if it is no label
   */
  void add(Example example, byte[] record, String place, Digest digest) {
    for (String feature : features) {
      OptionalLong number = example.number(feature);
      Float real = example.floats().get(feature);
      Span text = example.strings().get(feature);
      if (number.isPresent()) {
        number(number.getAsLong(), place, digest);
      } else if (real != null) {
        if (real != Math.rint(real)) {
          throw refused(place, real.toString());
        }
        number(real.longValue(), place, digest);
      } else if (text != null) {
        text(new String(record, text.at(), text.count(), StandardCharsets.UTF_8), digest);
      } else {
        continue;
      }
      return;
    }
  }

  private void number(long value, String place, Digest digest) {
    if (value < 0 || value > LARGEST) {
      throw refused(place, Long.toString(value));
    }
    numbers.add((int) value);
    digest.add(new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)}, 3);
  }

  private static DataException refused(String place, String label) {
    return new DataException(
        place + " has the label " + label + "; accepted: 0 to " + LARGEST + ", or texts");
  }

  private void text(String value, Digest digest) {
    String name = LabelSpace.composed(value);
    texts.add(name);
    byte[] bytes = (name.length() + ":" + name).getBytes(StandardCharsets.UTF_8);
    digest.add(bytes, bytes.length);
  }

  /**
   * The labels of all records; null if there are none.
   *
   * @throws DataException if not all records have one, or some have numbers and some texts
   */
  @Nullable Labels labels(int records, Path file) {
    int count = numbers.size() + texts.size();
    if (count == 0) {
      return null;
    }
    if (count != records) {
      throw new DataException(
          file + ": " + count + " of " + records + " records have a label; all or none must");
    }
    if (texts.isEmpty()) {
      return Labels.numbered(numbers.stream().mapToInt(Integer::intValue).toArray());
    }
    if (!numbers.isEmpty()) {
      throw new DataException(
          file
              + ": some labels are numbers and some are texts, such as "
              + Excerpt.quoted(texts.get(0)));
    }
    List<String> names = List.copyOf(new TreeSet<>(texts));
    return new Labels(texts.stream().mapToInt(names::indexOf).toArray(), new LabelSpace(names));
  }
}
