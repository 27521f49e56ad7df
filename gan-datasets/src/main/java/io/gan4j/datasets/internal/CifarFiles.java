package io.gan4j.datasets.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads binary batches of CIFAR: records of one or two label bytes and 3,072 pixels, the red plane
 * first, each plane row by row. Nothing but the size and the labels tells such a file.
 *
 * @param kind which of the two sets
 * @param label which of a record's label bytes
 */
public record CifarFiles(Kind kind, int label) {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int PIXELS = 3 * PLANE;

  /** Records whose labels detection looks at. */
  private static final int LOOKED_AT = 1000;

  /** The two sets. */
  public enum Kind {
    /** One label byte. */
    CIFAR_10("CIFAR-10", List.of(CifarNames.CLASSES)),
    /** Two label bytes: coarse, fine. */
    CIFAR_100("CIFAR-100", List.of(CifarNames.COARSE, CifarNames.FINE));

    private final String title;

    // The List.of's of CifarNames: nobody can change them.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<List<String>> classes;

    Kind(String title, List<List<String>> classes) {
      this.title = title;
      this.classes = classes;
    }

    private int record() {
      return classes.size() + PIXELS;
    }
  }

  /**
   * Whether a file starts with records of this kind with labels of its classes, gzipped or not. A
   * file that is not gzipped must also be of a size for whole records.
   */
  public static boolean looksLikeOne(Kind kind, Source source) {
    try (Content in = Content.open(source)) {
      if (source.size() == 0 || (!in.gzipped() && source.size() % kind.record() != 0)) {
        return false;
      }
      byte[] record = new byte[kind.record()];
      int got = record.length;
      for (int i = 0; i < LOOKED_AT && got == record.length; i++) {
        got = in.readNBytes(record, 0, record.length);
        if (got == record.length && wrongLabel(kind, record) >= 0) {
          return false;
        }
      }
      return in.position() > 0 && in.position() % kind.record() == 0;
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return false;
    }
  }

  /** Reads files, one after the other, into memory. */
  public Dataset open(List<Source> files) {
    ChunkedBytes samples = new ChunkedBytes(PIXELS);
    List<Integer> labels = new ArrayList<>();
    for (Source file : files) {
      read(file, samples, labels);
    }
    SampleSpace space = SampleSpace.images(SIDE, SIDE, 3);
    Labels classes =
        new Labels(
            labels.stream().mapToInt(Integer::intValue).toArray(),
            new LabelSpace(kind.classes.get(label)));
    return new HeldDataset(
        space, samples, classes, Description.of(kind.title, samples.count(), space, classes));
  }

  private void read(Source file, ChunkedBytes samples, List<Integer> labels) {
    if (file.size() == 0) {
      throw new DataException(file.name() + " is empty (0 bytes); " + accepted());
    }
    try (Content in = Content.open(file)) {
      if (!in.gzipped()) {
        if (file.size() % kind.record() != 0) {
          throw broken(file, file.size());
        }
        Heap.check(file.size(), file.name(), file.size() / kind.record() + " images");
      }
      byte[] record = new byte[kind.record()];
      byte[] image = new byte[PIXELS];
      int got;
      while ((got = in.readNBytes(record, 0, record.length)) == record.length) {
        int wrong = wrongLabel(kind, record);
        if (wrong >= 0) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "%s is no batch of %s: byte %,d should be a label below %d, found %d",
                  file.name(),
                  kind.title,
                  in.position() - record.length + wrong,
                  kind.classes.get(wrong).size(),
                  record[wrong] & 0xFF));
        }
        interleave(record, kind.classes.size(), image);
        samples.add(image, 0);
        labels.add(record[label] & 0xFF);
        if (samples.count() % 10_000 == 0) {
          Heap.check(PIXELS * 10_000L, file.name(), "more than " + samples.count() + " images");
        }
      }
      if (got > 0 || in.position() == 0) {
        throw broken(file, in.position());
      }
    } catch (EOFException e) {
      throw new DataException(file.name() + " is truncated: " + Content.why(e), e);
    } catch (IOException e) {
      throw new DataException(file.name() + " cannot be read: " + Content.why(e), e);
    }
  }

  private DataException broken(Source file, long bytes) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "%s is truncated or of another format: %,d bytes are no whole number of records; %s",
            file.name(),
            bytes,
            accepted()));
  }

  private String accepted() {
    return String.format(
        Locale.ROOT,
        "accepted: binary batches of %s, records of %,d bytes (%s, then 3,072 pixels)",
        kind.title,
        kind.record(),
        kind.classes.size() == 1 ? "a label" : "a coarse and a fine label");
  }

  /** The first label byte that names no class; -1 if all do. */
  private static int wrongLabel(Kind kind, byte[] record) {
    for (int i = 0; i < kind.classes.size(); i++) {
      if ((record[i] & 0xFF) >= kind.classes.get(i).size()) {
        return i;
      }
    }
    return -1;
  }

  private static void interleave(byte[] record, int from, byte[] image) {
    for (int pixel = 0; pixel < PLANE; pixel++) {
      image[3 * pixel] = record[from + pixel];
      image[3 * pixel + 1] = record[from + PLANE + pixel];
      image[3 * pixel + 2] = record[from + 2 * PLANE + pixel];
    }
  }
}
