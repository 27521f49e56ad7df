package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import io.gan4j.api.data.LabelSpace;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Entries that are ranges of a file. */
final class ArchiveEntries implements Entries {

  /**
   * A range of a file.
   *
   * @param stored bytes there
   * @param size bytes once unpacked
   */
  record Range(String name, long offset, long stored, long size, Packing packing) {

    Range called(String other) {
      return new Range(other, offset, stored, size, packing);
    }
  }

  /** How a range is stored. */
  interface Packing {
    byte[] unpack(byte[] stored, int size) throws IOException;
  }

  /** As it is. */
  static final Packing PLAIN = (stored, size) -> stored;

  /** Collects ranges of one archive, and refuses what no honest archive holds. */
  static final class Collector {
    private static final int MOST_ENTRIES = 20_000_000;

    private final Path archive;
    private final List<Range> ranges = new ArrayList<>();
    private final LeftOut leftOut = new LeftOut();

    Collector(Path archive) {
      this.archive = archive;
    }

    void add(Range range) {
      if (range.size() > LARGEST || range.stored() > LARGEST || range.size() < 0) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: the entry '%s' has %,d bytes; accepted: at most %,d",
                archive,
                Entries.printable(range.name()),
                range.size(),
                LARGEST));
      }
      ranges.add(range);
      if (ranges.size() > MOST_ENTRIES) {
        throw new DataException(archive + " has more than " + MOST_ENTRIES + " entries");
      }
    }

    void leaveOut(String name) {
      leftOut.add(name);
    }

    /** Reads names that are bytes until now. */
    void readNames(Charset otherwise) {
      UnaryOperator<String> reading =
          EntryNames.reading(ranges.stream().map(Range::name).toList(), otherwise);
      ranges.replaceAll(range -> range.called(reading.apply(range.name())));
      leftOut.read(reading);
    }

    DataException linked(String name) {
      return new DataException(
          archive
              + ": the entry '"
              + Entries.printable(name)
              + "' is a link; links in archives are not followed");
    }

    ArchiveEntries in(Path file, Runnable onClose) throws IOException {
      ranges.sort(Comparator.comparing(Range::name));
      for (int i = 1; i < ranges.size(); i++) {
        if (ranges.get(i).name().equals(ranges.get(i - 1).name())) {
          throw new DataException(
              archive
                  + " holds the entry '"
                  + Entries.printable(ranges.get(i).name())
                  + "' twice: which one is meant?");
        }
      }
      ranges.replaceAll(range -> range.called(LabelSpace.composed(range.name())));
      ranges.sort(Comparator.comparing(Range::name)); // stable: of one name as they were
      return new ArchiveEntries(this, new Ranges(file), onClose);
    }
  }

  private final Path archive;
  private final List<Range> ranges;
  private final LeftOut leftOut;
  private final Ranges file;
  private final Runnable onClose;

  private ArchiveEntries(Collector from, Ranges file, Runnable onClose) {
    this.archive = from.archive;
    this.ranges = List.copyOf(from.ranges);
    this.leftOut = from.leftOut;
    this.file = file;
    this.onClose = onClose;
  }

  @Override
  public int count() {
    return ranges.size();
  }

  @Override
  public String name(int index) {
    return ranges.get(index).name();
  }

  @Override
  public String place(int index) {
    return archive + ", " + Entries.printable(ranges.get(index).name());
  }

  @Override
  public byte[] bytes(int index) {
    Range range = ranges.get(index);
    try {
      byte[] stored = file.read(range.offset(), (int) range.stored());
      return range.packing().unpack(stored, (int) range.size());
    } catch (IOException e) {
      throw new DataException(place(index) + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public LeftOut leftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new DataException(archive + " cannot be closed: " + e.getMessage(), e);
    } finally {
      onClose.run();
    }
  }
}
