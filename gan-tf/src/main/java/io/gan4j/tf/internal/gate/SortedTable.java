package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a table as LevelDB has them, in which TensorFlow keeps the index of a checkpoint: blocks of
 * entries sorted by key, a block that tells where they are, and a footer that tells where that is.
 * TensorFlow searches by halves; a table is read here only if that finds what reading from end to
 * end finds.
 */
final class SortedTable {
  private static final int FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  /** After each block: how it is compressed, and a checksum. */
  private static final int TRAILER = 5;

  private final ByteBuffer table;

  private SortedTable(byte[] table) {
    this.table = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @param key bytes as characters, so that they sort as bytes do
   */
  private record Entry(String key, ByteString value) {}

  /**
   * The values by their keys.
   *
   * @throws Refused if it is damaged or compressed
   */
  static Map<String, ByteString> read(byte[] table) {
    return new SortedTable(table).read();
  }

  private Map<String, ByteString> read() {
    int end = table.capacity() - FOOTER;
    require(end >= 0 && table.getLong(table.capacity() - 8) == MAGIC);
    ByteBuffer footer = part(end, FOOTER - 8);
    number(footer); // where further blocks are told of, which a checkpoint has no use for
    number(footer);
    Map<String, ByteString> values = new TreeMap<>();
    String before = null;
    for (Entry block : block(footer)) {
      for (Entry entry : block(block.value().asReadOnlyByteBuffer())) {
        require(before == null || entry.key().compareTo(before) > 0);
        before = entry.key();
        values.put(
            new String(before.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
            entry.value());
      }
      require(before != null && block.key().compareTo(before) >= 0);
      before = block.key();
    }
    return values;
  }

  /**
   * The entries of a block.
   *
   * @param handle where it is: its place and its length
   */
  private List<Entry> block(ByteBuffer handle) {
    int place = number(handle);
    int length = number(handle);
    require(length >= 4 && place <= table.capacity() - TRAILER - length);
    require(table.get(place + length) == 0); // not compressed
    ByteBuffer block = part(place, length);
    int restarts = block.getInt(length - 4);
    require(restarts > 0 && restarts <= (length - 4) / 4);
    int end = length - 4 - 4 * restarts;
    Set<Integer> whole = new HashSet<>();
    List<Entry> entries = new ArrayList<>();
    block.limit(end);
    String key = "";
    while (block.hasRemaining()) {
      int start = block.position();
      int shared = number(block);
      int rest = number(block);
      int size = number(block);
      require(shared <= key.length() && (long) rest + size <= block.remaining());
      if (shared == 0) {
        whole.add(start);
      }
      String next = key.substring(0, shared) + text(block, rest);
      require(entries.isEmpty() || next.compareTo(key) > 0);
      key = next;
      entries.add(new Entry(key, bytes(block, size)));
    }
    block.limit(length);
    int last = -1;
    for (int i = 0; i < restarts; i++) {
      int restart = block.getInt(end + 4 * i);
      require(restart > last && whole.contains(restart) && (i > 0 || restart == 0));
      last = restart;
    }
    return entries;
  }

  private ByteBuffer part(int place, int length) {
    return table.slice(place, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(ByteBuffer from, int length) {
    return bytes(from, length).toString(StandardCharsets.ISO_8859_1);
  }

  private static ByteString bytes(ByteBuffer from, int length) {
    ByteBuffer part = from.slice(from.position(), length);
    from.position(from.position() + length);
    return ByteString.copyFrom(part);
  }

  /** Seven bits in each byte, the lowest first; the last byte has no eighth. */
  private static int number(ByteBuffer from) {
    int number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      require(from.hasRemaining());
      int next = from.get();
      require(shift < 28 || (next >= 0 && next < 8));
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        require(number >= 0);
        return number;
      }
    }
    throw damaged();
  }

  private static void require(boolean right) {
    if (!right) {
      throw damaged();
    }
  }

  private static Refused damaged() {
    return new Refused("the index of its weights is damaged");
  }
}
