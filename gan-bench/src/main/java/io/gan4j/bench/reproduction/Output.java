package io.gan4j.bench.reproduction;

import io.gan4j.report.picture.AnimatedGif;
import io.gan4j.report.picture.Png;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where a reproduction leaves what it found, with the time that it took since this was made. */
final class Output {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path results;
  private final Path pictures;
  private final long begin = System.nanoTime();
  private final Duration used = processorTime();

  /**
   * Into two folders, that need not exist.
   *
   * @param results of the figures, {@code NAME.json}
   * @param pictures of the pictures
   */
  Output(Path results, Path pictures) {
    this.results = results;
    this.pictures = pictures;
  }

  /** Of the arguments of a main method: the folder of results, and that of pictures. */
  static Output of(String[] arguments) {
    if (arguments.length < 2) {
      throw new IllegalArgumentException(
          "expected a folder for results and one for pictures, found " + List.of(arguments));
    }
    return new Output(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /** Of the arguments of a main method: as many seeds, from 1, as the third one says. */
  static List<Long> seeds(String[] arguments) {
    int count = arguments.length < 3 ? 1 : Integer.parseInt(arguments[2]);
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /**
   * Writes figures, with the wall-clock and the processor time so far.
   *
   * @param figures numbers, texts, lists, maps and records of these
   */
  void json(String name, Map<String, ?> figures) {
    Map<String, Object> all = new LinkedHashMap<>(figures);
    all.put("wallClockSeconds", (System.nanoTime() - begin) / 1_000_000_000);
    all.put("processorSeconds", processorTime().minus(used).toSeconds());
    try {
      Files.createDirectories(results);
      Files.writeString(results.resolve(name + ".json"), JSON.writeValueAsString(all) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a picture at half its pixels: the pictures of gan4j are made for printing. */
  void picture(String name, BufferedImage picture) {
    Png.write(halved(picture), file(name + ".png"));
  }

  /** Writes pictures of one size as a film, each shown for half a second. */
  void film(String name, List<BufferedImage> frames) {
    AnimatedGif.write(frames.stream().map(Output::halved).toList(), 50, file(name + ".gif"));
  }

  private Path file(String name) {
    try {
      return Files.createDirectories(pictures).resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage halved(BufferedImage picture) {
    int width = picture.getWidth() / 2;
    int height = picture.getHeight() / 2;
    BufferedImage half = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = half.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(picture, 0, 0, width, height, null);
    g.dispose();
    return half;
  }
}
