package io.gan4j.datasets.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.gan4j.datasets.ImageSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Damaged and hostile input is refused, and nothing else happens:")
class FuzzTest {
  private static final String[] IMAGES = {
    "rgb.png",
    "palette-alpha.png",
    "interlaced.png",
    "grey-16.png",
    "animated.png",
    "rgb.jpg",
    "progressive.jpg",
    "cmyk.jpg",
    "exif-6.jpg",
    "palette.gif",
    "animated.gif",
    "rgb.bmp",
    "palette.bmp",
    "lossy.webp",
    "lossless.webp",
    "animated.webp",
    "endless.webp",
    "flat.webp",
    "palette-alpha.webp",
    "rgb.tif",
    "lzw.tif",
    "deflate.tif",
    "two-pages.tif",
    "rgb.ppm",
    "plain.ppm",
    "bilevel.pbm",
    "rgb-16.ppm"
  };

  private static Map<String, byte[]> images() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (String name : IMAGES) {
      seeds.put(name, ImageSamples.file(name));
    }
    return seeds;
  }

  private static Map<String, byte[]> archives() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar, 512)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : new String[] {"a/1.png", "b/" + "x".repeat(120) + ".png"}) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(5);
        out.putArchiveEntry(entry);
        out.write(new byte[] {1, 2, 3, 4, 5});
        out.closeArchiveEntry();
      }
    }
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      tar.writeTo(out);
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      for (int method : new int[] {ZipArchiveEntry.DEFLATED, ZipArchiveEntry.STORED}) {
        out.setMethod(method);
        ZipArchiveEntry entry = new ZipArchiveEntry("a/" + method + ".png");
        entry.setSize(20);
        if (method == ZipArchiveEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(new byte[20]);
          entry.setCrc(crc.getValue());
        }
        out.putArchiveEntry(entry);
        out.write(new byte[20]);
        out.closeArchiveEntry();
      }
    }
    return Map.of(
        "a.tar", tar.toByteArray(), "a.tar.gz", gzipped.toByteArray(), "a.zip", zip.toByteArray());
  }

  private interface Target {
    void one(byte[] input) throws Exception;
  }

  /** A few bytes changed, or the end cut off, many times over: what takes no search to find. */
  private static void mutated(Map<String, byte[]> seeds, int times, Target target) {
    Random random = new Random(11);
    seeds.forEach(
        (name, seed) -> {
          for (int n = 0; n < times; n++) {
            byte[] input = seed.clone();
            for (int i = 0; i <= n % 4; i++) {
              input[random.nextInt(input.length)] = (byte) random.nextInt(256);
            }
            if (n % 5 == 0) {
              input = Arrays.copyOf(input, random.nextInt(input.length));
            }
            byte[] tried = input;
            assertThatCode(() -> target.one(tried))
                .as("%s, change %d", name, n)
                .doesNotThrowAnyException();
          }
        });
  }

  @Test
  @DisplayName("images with a few bytes changed")
  void changedImages() {
    mutated(images(), 40, ImageFuzz::fuzzerTestOneInput);
  }

  @Test
  @DisplayName("archives with a few bytes changed")
  void changedArchives() throws IOException {
    mutated(archives(), 150, ArchiveFuzz::fuzzerTestOneInput);
  }

  @Test
  @Tag("slow")
  @DisplayName("images, guided by coverage")
  void guidedImages() throws InterruptedException {
    Fuzzing.run(
        ImageFuzz.class,
        images(),
        List.of("io.gan4j.datasets.internal.**", "com.twelvemonkeys.**"));
  }

  @Test
  @Tag("slow")
  @DisplayName("archives, guided by coverage")
  void guidedArchives() throws IOException, InterruptedException {
    Fuzzing.run(
        ArchiveFuzz.class,
        archives(),
        List.of("io.gan4j.datasets.internal.**", "org.apache.commons.compress.**"));
  }
}
