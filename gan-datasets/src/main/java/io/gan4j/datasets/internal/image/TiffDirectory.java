package io.gan4j.datasets.internal.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first directory of a TIFF, or of the small TIFF that EXIF is: which tags it has, and where.
 * Nothing else of the file is looked at, so that nothing else can be wrong with it.
 */
final class TiffDirectory {
  private static final int ORIENTATION = 274;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int BIG = 43;
  private static final int CLASSIC = 42;
  private static final int MOST_ENTRIES = 65_535;

  private final ByteBuffer tiff;
  private final boolean big;
  private final List<Entry> entries;

  /**
   * A tag.
   *
   * @param at where its number stands
   */
  record Entry(int tag, int at) {}

  private TiffDirectory(ByteBuffer tiff, boolean big, List<Entry> entries) {
    this.tiff = tiff;
    this.big = big;
    this.entries = entries;
  }

  /**
   * The directory in some bytes; empty if they hold none, or only a part of one.
   *
   * @param offset where the TIFF begins, which all its places count from
   */
  static Optional<TiffDirectory> of(byte[] bytes, int offset, int length) {
    if (length < 8) {
      return Optional.empty();
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes, offset, length).slice();
    switch (tiff.getShort(0)) {
      case 0x4949 -> tiff.order(ByteOrder.LITTLE_ENDIAN);
      case 0x4D4D -> tiff.order(ByteOrder.BIG_ENDIAN);
      default -> {
        return Optional.empty();
      }
    }
    int version = tiff.getShort(2);
    if (version == CLASSIC) {
      return entries(tiff, tiff.getInt(4) & 0xFFFFFFFFL, false);
    }
    return version == BIG && length >= 16 ? entries(tiff, tiff.getLong(8), true) : Optional.empty();
  }

  private static Optional<TiffDirectory> entries(ByteBuffer tiff, long at, boolean big) {
    int head = big ? 8 : 2;
    int size = big ? 20 : 12;
    if (at < 8 || at > tiff.limit() - head) {
      return Optional.empty();
    }
    long count = big ? tiff.getLong((int) at) : tiff.getShort((int) at) & 0xFFFF;
    if (count < 0 || count > MOST_ENTRIES || count * size > tiff.limit() - at - head) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = (int) at + head + i * size;
      entries.add(new Entry(tiff.getShort(place) & 0xFFFF, place));
    }
    return Optional.of(new TiffDirectory(tiff, big, entries));
  }

  List<Entry> entries() {
    return entries;
  }

  /** Gives a tag another number, in the bytes themselves. */
  void rename(Entry entry, int tag) {
    tiff.putShort(entry.at(), (short) tag);
  }

  /** The orientation's value as it stands there, right or wrong; empty if there is none. */
  Optional<Long> orientation() {
    return first(ORIENTATION);
  }

  /** The first value of a tag, −1 if it holds no whole numbers; empty if there is no such tag. */
  Optional<Long> first(int tag) {
    return find(tag).map(entry -> value(entry, places(entry)));
  }

  /** Gives all values of a tag of short numbers another one, in the bytes themselves. */
  void fill(int tag, int value) {
    Optional<Entry> entry = find(tag).filter(e -> tiff.getShort(e.at() + 2) == SHORT);
    if (entry.isPresent()) {
      int place = places(entry.get());
      for (long i = 0; place >= 0 && i < count(entry.get()); i++) {
        tiff.putShort(place + (int) i * Short.BYTES, (short) value);
      }
    }
  }

  private Optional<Entry> find(int tag) {
    return entries.stream().filter(entry -> entry.tag() == tag).findFirst();
  }

  private long count(Entry entry) {
    return big ? tiff.getLong(entry.at() + 4) : tiff.getInt(entry.at() + 4) & 0xFFFFFFFFL;
  }

  /** Where a tag's values stand: in its entry if they fit; −1 if they lie outside of the bytes. */
  private int places(Entry entry) {
    int size = size(tiff.getShort(entry.at() + 2));
    int inner = entry.at() + (big ? 12 : 8);
    int room = big ? 8 : 4;
    long count = count(entry);
    if (count >= 0 && count <= room / size) {
      return inner;
    }
    long place = big ? tiff.getLong(inner) : tiff.getInt(inner) & 0xFFFFFFFFL;
    boolean within = place >= 0 && count >= 0 && count <= (tiff.limit() - place) / size;
    return within ? (int) place : -1;
  }

  private static int size(int type) {
    return switch (type) {
      case SHORT -> Short.BYTES;
      case LONG -> Integer.BYTES;
      default -> 1;
    };
  }

  private long value(Entry entry, int place) {
    if (place < 0) {
      return -1;
    }
    return switch (tiff.getShort(entry.at() + 2)) {
      case BYTE -> tiff.get(place) & 0xFF;
      case SHORT -> tiff.getShort(place) & 0xFFFF;
      case LONG -> tiff.getInt(place) & 0xFFFFFFFFL;
      default -> -1;
    };
  }
}
