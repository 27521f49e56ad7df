package io.gan4j.bench;

import io.gan4j.api.data.ImageSource;
import io.gan4j.datasets.ImageFolderReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Image files decoded by the image-folder reader and by a plain loop over ImageIO.read, by one
 * thread, taking turns on the same files: images per second of each.
 */
public final class DecodingBenchmark {
  private static final int ROUND = 500;

  private DecodingBenchmark() {}

  /**
   * Runs it.
   *
   * @param args a folder of images without others in it, and the number of rounds of 500 images
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    ImageIO.setUseCache(false);
    int rounds = Integer.parseInt(args[1]);
    PairedTimes times = new PairedTimes(rounds);
    long checksum = 0;
    try (ImageSource source = ImageFolderReader.of(folder).openImages().orElseThrow()) {
      for (int round = -rounds / 4; round < rounds; round++) {
        double[] millis = new double[2];
        for (int turn = 0; turn < 2; turn++) {
          boolean ours = (round + turn) % 2 == 0;
          long begin = System.nanoTime();
          for (int i = 0; i < ROUND; i++) {
            int file = Math.floorMod(round * ROUND + i, files.size());
            checksum += ours ? source.image(file).pixels()[0] : plain(files.get(file));
          }
          millis[ours ? 0 : 1] = (System.nanoTime() - begin) / 1e6;
        }
        if (round >= 0) {
          times.add(millis[0], millis[1]);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d files (checksum %d)%nimage-folder   %,.0f images/s (median)%nImageIO.read   %,.0f"
            + " images/s (median)%ntime ratio %.3f, 95 %% interval [%.3f, %.3f]%n",
        files.size(),
        checksum,
        1000 * ROUND / times.medianSubject(),
        1000 * ROUND / times.medianBaseline(),
        times.ratio().estimate(),
        times.ratio().low(),
        times.ratio().high());
  }

  /** What a loop of one's own has to do at least: decode, and copy the pixels. */
  private static int plain(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    int width = image.getWidth();
    int[] pixels = image.getRaster().getPixels(0, 0, width, image.getHeight(), (int[]) null);
    return (byte) pixels[0];
  }
}
