package io.gan4j.bench.equality;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Small data sets in the layouts of published ones, of a fixed seed: equal bytes on every machine.
 * Pictures are bright rectangles on dark noise, which is enough for every layer to have gradients.
 */
public final class GeneratedData {
  private static final int DIGITS = 400;
  private static final int CIFAR_BATCHES = 5;
  private static final int CIFAR_BATCH = 40;
  private static final int FACES = 120;
  private static final int PHOTOS = 24;
  private static final int POINTS = 300;
  private static final int ROWS = 600;

  private final Random random = new Random(2014);
  private final Path folder;

  private GeneratedData(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes all sets.
   *
   * @param arguments the folder to write into; it is made
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  /** Writes all sets below a folder. */
  static void write(Path folder) throws IOException {
    GeneratedData data = new GeneratedData(folder);
    data.mnist();
    data.cifar10();
    data.torontoFaces();
    data.photos();
    data.points();
    data.table();
  }

  private void mnist() throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + DIGITS * 28 * 28);
    images.putInt(0x0803).putInt(DIGITS).putInt(28).putInt(28);
    ByteBuffer labels = ByteBuffer.allocate(8 + DIGITS);
    labels.putInt(0x0801).putInt(DIGITS);
    for (int i = 0; i < DIGITS; i++) {
      images.put(picture(28, 28));
      labels.put((byte) (i % 10));
    }
    write("mnist/train-images-idx3-ubyte", images.array());
    write("mnist/train-labels-idx1-ubyte", labels.array());
  }

  private void cifar10() throws IOException {
    for (int batch = 1; batch <= CIFAR_BATCHES; batch++) {
      ByteBuffer records = ByteBuffer.allocate(CIFAR_BATCH * (1 + 3 * 32 * 32));
      for (int i = 0; i < CIFAR_BATCH; i++) {
        records.put((byte) (i % 10));
        for (int channel = 0; channel < 3; channel++) {
          records.put(picture(32, 32));
        }
      }
      write("cifar/data_batch_" + batch + ".bin", records.array());
    }
  }

  /** A MATLAB file of version 5; of every ten faces nine have no label. */
  private void torontoFaces() throws IOException {
    byte[] images = new byte[FACES * 48 * 48];
    for (int face = 0; face < FACES; face++) {
      byte[] picture = picture(48, 48);
      for (int place = 0; place < picture.length; place++) {
        images[place * FACES + face] = picture[place]; // the first axis runs fastest
      }
    }
    byte[] folds = new byte[FACES * 5];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = (byte) (i % FACES % 10 == 0 ? 1 : 0);
    }
    ByteBuffer file = ByteBuffer.allocate(images.length + folds.length + 1000);
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.put(String.format(Locale.ROOT, "%-124s", "MATLAB 5.0 MAT-file").getBytes(ascii()));
    file.putShort((short) 0x0100).putShort((short) 0x4D49);
    matrix(file, "images", images, FACES, 48, 48);
    matrix(file, "folds", folds, FACES, 5);
    write("TFD_48x48.mat", Arrays.copyOf(file.array(), file.position()));
  }

  /** An array of bytes: miMATRIX of class mxUINT8. */
  private static void matrix(ByteBuffer file, String name, byte[] values, int... sizes) {
    int tag = file.position();
    file.putInt(14).putInt(0);
    file.putInt(6).putInt(8).putInt(9).putInt(0);
    file.putInt(5).putInt(4 * sizes.length);
    Arrays.stream(sizes).forEach(file::putInt);
    pad(file);
    file.putInt(1).putInt(name.length()).put(name.getBytes(ascii()));
    pad(file);
    file.putInt(2).putInt(values.length).put(values);
    pad(file);
    file.putInt(tag + 4, file.position() - tag - 8);
  }

  private static void pad(ByteBuffer file) {
    while (file.position() % 8 != 0) {
      file.put((byte) 0);
    }
  }

  /** Colour pictures of different sizes, none of them square. */
  private void photos() throws IOException {
    for (int i = 0; i < PHOTOS; i++) {
      int height = 66 + i % 5;
      int width = 80 + i % 7;
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.write(String.format(Locale.ROOT, "P6\n%d %d\n255\n", width, height).getBytes(ascii()));
      byte[][] channels = {picture(height, width), picture(height, width), picture(height, width)};
      for (int place = 0; place < height * width; place++) {
        for (byte[] channel : channels) {
          file.write(channel[place]);
        }
      }
      write(String.format(Locale.ROOT, "photos/%03d.ppm", i), file.toByteArray());
    }
  }

  /** NumPy's array format, version 1: float32 [n, 3], values that depend on each other. */
  private void points() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + POINTS + ", 3), }";
    ByteBuffer file = ByteBuffer.allocate(128 + POINTS * 3 * Float.BYTES);
    file.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93).put("NUMPY".getBytes(ascii()));
    file.put((byte) 1).put((byte) 0).putShort((short) 118);
    file.put(String.format(Locale.ROOT, "%-117s\n", header).getBytes(ascii()));
    for (int i = 0; i < POINTS; i++) {
      float x = random.nextFloat();
      file.putFloat(x).putFloat(x * x).putFloat(random.nextFloat() - x);
    }
    write("points.npy", file.array());
  }

  /** Numbers, a date, words and a truth value, some of them missing. */
  private void table() throws IOException {
    StringBuilder rows = new StringBuilder("age,city,income,since,member\n");
    String[] cities = {"Basel", "Bern", "Zug", ""};
    for (int i = 0; i < ROWS; i++) {
      int age = 18 + random.nextInt(60);
      String income = i % 20 == 3 ? "" : String.valueOf(30 + age + random.nextInt(100) / 4.0);
      String since =
          String.format(
              Locale.ROOT,
              "%d-%02d-%02d",
              2000 + random.nextInt(24),
              1 + random.nextInt(12),
              1 + random.nextInt(28));
      rows.append(age).append(',').append(cities[random.nextInt(cities.length)]).append(',');
      rows.append(income).append(',').append(since).append(',').append(age > 40).append('\n');
    }
    write("table.csv", rows.toString().getBytes(ascii()));
  }

  private byte[] picture(int height, int width) {
    byte[] pixels = new byte[height * width];
    int top = random.nextInt(height / 2);
    int left = random.nextInt(width / 2);
    int bottom = top + 4 + random.nextInt(height / 2 - 4);
    int right = left + 4 + random.nextInt(width / 2 - 4);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside = y >= top && y < bottom && x >= left && x < right;
        pixels[y * width + x] = (byte) ((inside ? 200 : 10) + random.nextInt(40));
      }
    }
    return pixels;
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Path above = file.getParent();
    if (above != null) {
      Files.createDirectories(above);
    }
    Files.write(file, content);
  }

  private static java.nio.charset.Charset ascii() {
    return StandardCharsets.US_ASCII;
  }
}
