package io.gan4j.core.run;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Writes NumPy's .npy format, version 1.0: a header, then little-endian float32 in row-major order.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int CHUNK_VALUES = 1 << 16;

  private Npy() {}

  /**
   * Writes an array; an existing file is replaced as a whole.
   *
   * @throws GanException if the file cannot be written
   */
  public static void write(FloatNdArray array, Path file) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    Path beside = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      try (OutputStream out = Files.newOutputStream(beside)) {
        out.write(header(array.shape().asArray()));
        ByteBuffer chunk =
            ByteBuffer.allocate(CHUNK_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int first = 0; first < values.length; first += CHUNK_VALUES) {
          int count = Math.min(CHUNK_VALUES, values.length - first);
          chunk.clear();
          chunk.asFloatBuffer().put(values, first, count);
          out.write(chunk.array(), 0, count * Float.BYTES);
        }
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
  }

  private static byte[] header(long[] shape) {
    String sizes =
        Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int length = MAGIC.length + 2 + text.length() + 1;
    int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(length + padding).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putShort((short) (text.length() + padding + 1));
    header.put((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }
}
