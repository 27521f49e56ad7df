package io.gan4j.datasets.internal.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of image files. The content tells which, never the name. */
public enum ImageFormat {
  /** Portable network graphics. */
  PNG("png"),
  /** JPEG, also CMYK. */
  JPEG("jpg", "jpeg", "jpe", "jfif"),
  /** GIF of one frame. */
  GIF("gif"),
  /** Windows bitmaps. */
  BMP("bmp", "dib"),
  /** WebP, lossy or lossless, of one frame. */
  WEBP("webp"),
  /** TIFF of one page. */
  TIFF("tif", "tiff"),
  /** PBM, PGM, PPM and PAM, plain or raw. */
  PNM("pnm", "pbm", "pgm", "ppm", "pam");

  private final String endings;

  ImageFormat(String... endings) {
    this.endings = " " + String.join(" ", endings) + " ";
  }

  /** All of them, for people. */
  public static final String NAMES = "PNG, JPEG, GIF, BMP, WebP, TIFF or PNM";

  /** Whether a file of this name should be an image. */
  public static boolean named(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).anyMatch(format -> format.endings.contains(" " + ending + " "));
  }

  /** The format of a file's bytes; empty if it is none of them. */
  public static Optional<ImageFormat> of(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
      return Optional.of(WEBP);
    }
    if (List.of("II*\0", "MM\0*", "II+\0", "MM\0+").stream().anyMatch(start::startsWith)) {
      return Optional.of(TIFF);
    }
    if (start.matches("(?s)P[1-7]\\s.*")) {
      return Optional.of(PNM);
    }
    return start.startsWith("BM") ? Optional.of(BMP) : Optional.empty();
  }
}
