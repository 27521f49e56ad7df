package io.gan4j.tf.internal.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Reads event files with nothing of TensorFlow's but the messages: each record is its length, a
 * masked CRC-32C of the length, the event, and a masked CRC-32C of the event.
 */
final class EventFiles {
  private EventFiles() {}

  /** All events of all files in a folder, file by file. */
  static List<Event> read(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        assertThat(file.getFileName().toString()).contains("tfevents");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
          events.add(Event.parseFrom(record(bytes)));
        }
      }
    }
    return events;
  }

  private static byte[] record(ByteBuffer bytes) {
    byte[] length = new byte[Long.BYTES];
    bytes.get(length);
    assertThat(bytes.getInt()).isEqualTo(maskedCrc(length));
    byte[] event = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
    bytes.get(event);
    assertThat(bytes.getInt()).isEqualTo(maskedCrc(event));
    return event;
  }

  private static int maskedCrc(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + 0xa282ead8;
  }

  /** The values of a tag, with their steps. */
  static List<Point> points(List<Event> events, String tag) {
    List<Point> points = new ArrayList<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.getTag().equals(tag)) {
          points.add(new Point(event.getStep(), value));
        }
      }
    }
    return points;
  }

  record Point(long step, Summary.Value value) {}
}
