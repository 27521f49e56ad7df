package io.gan4j.report.gallery;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.spec.Check;
import io.gan4j.components.metric.NearestNeighbours;
import io.gan4j.components.metric.PrincipalComponents;
import io.gan4j.core.evaluate.RowSelection;
import io.gan4j.report.picture.FeatureMap;
import io.gan4j.report.picture.LatentPath;
import io.gan4j.report.picture.NeighbourSheet;
import io.gan4j.report.picture.SampleGrid;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Draws pictures with a generator as it is now. Equal seeds give equal pictures.
 *
 * @param session both players
 * @param plan what they were built from
 * @param training the samples that they were trained on
 */
public record Gallery(GanSession session, GanPlan plan, Dataset training) {
  private static final int BLOCK = 250;

  /** White around every sample of a grid, in pixels. */
  private static final int GAP = 2;

  /**
   * A picture, and what there is to say of it.
   *
   * @param notes a line each
   */
  public record Drawn(BufferedImage picture, List<String> notes) {
    public Drawn {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Samples with their nearest training samples by Euclidean distance of pixels, as in Figure 2 of
   * Goodfellow et al. 2014.
   *
   * @param count samples, a row each
   * @param neighbours of each
   */
  public Drawn neighbours(int count, int neighbours, long seed) {
    requireImages();
    RowSelection rows =
        new RowSelection(
            training,
            seen(),
            training.size().isPresent() ? Integer.MAX_VALUE : 10_000,
            training.size().isPresent() ? 0 : -1);
    FloatNdArray samples =
        generate(session.drawLatents(seed, count), LabelSpace.inTurn(classes(), count));
    NearestNeighbours nearest =
        NearestNeighbours.of(Rows.of(doubles(samples), seen().valuesPerSample()), rows, neighbours);
    int[] places =
        IntStream.range(0, count).flatMap(i -> Arrays.stream(nearest.indices(i))).toArray();
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      notes.add(
          String.format(
              Locale.ROOT,
              "sample %d: training sample %d at a distance of %.4f",
              i,
              nearest.indices(i)[0],
              nearest.distance(i, 0)));
    }
    // drawn as wide as the neighbours, so that both grids have one scale
    BufferedImage wide =
        SampleGrid.render(repeated(samples, neighbours), plan.samples(), neighbours);
    BufferedImage real =
        SampleGrid.render(
            array(rows.samples(places).decoded(), places.length), plan.samples(), neighbours);
    int column = (wide.getWidth() - GAP) / neighbours + GAP;
    return new Drawn(
        NeighbourSheet.render(wide.getSubimage(0, 0, column, wide.getHeight()), real), notes);
  }

  /**
   * Ways from one latent to another, a row each, as in Figure 3 of Goodfellow et al. 2014. The rows
   * of a generator that sees labels are of the classes in turn.
   *
   * @param steps samples in a row, both ends among them
   */
  public BufferedImage interpolation(int rows, int steps, LatentPath path, long seed) {
    requireImages();
    FloatNdArray ends = session.drawLatents(seed, 2 * rows);
    List<float[]> latents = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      latents.addAll(
          Arrays.asList(path.places(latent(ends, 2 * row), latent(ends, 2 * row + 1), steps)));
    }
    int classes = classes();
    int[] labels =
        classes == 0
            ? null
            : IntStream.range(0, rows * steps).map(i -> i / steps % classes).toArray();
    return SampleGrid.render(generate(array(latents), labels), plan.samples(), steps);
  }

  /**
   * A row for each class, and down each column the same latents: what the label changes is seen by
   * going down, what the latents change by going across.
   *
   * @throws GanException if the generator sees no labels
   */
  public BufferedImage classes(int perClass, long seed) {
    requireImages();
    int classes = classes();
    if (classes == 0) {
      throw new GanException("this generator sees no labels, so it has no classes to show");
    }
    FloatNdArray drawn = session.drawLatents(seed, perClass);
    List<float[]> latents = new ArrayList<>();
    for (int i = 0; i < classes * perClass; i++) {
      latents.add(latent(drawn, i % perClass));
    }
    int[] labels = IntStream.range(0, classes * perClass).map(i -> i / perClass).toArray();
    return SampleGrid.render(generate(array(latents), labels), plan.samples(), perClass);
  }

  /**
   * A closed walk through the latents for each of some samples, on great circles: pictures that
   * follow each other, and the first follows the last.
   *
   * @param stops latents on the way
   * @param between pictures from one stop to the next
   */
  public List<BufferedImage> walk(int samples, int stops, int between, long seed) {
    requireImages();
    Check.rule(stops > 1, "stops", "must be above 1", stops);
    FloatNdArray drawn = session.drawLatents(seed, samples * stops);
    int[] labels = LabelSpace.inTurn(classes(), samples);
    List<BufferedImage> frames = new ArrayList<>();
    for (int stop = 0; stop < stops; stop++) {
      List<float[][]> ways = new ArrayList<>();
      for (int sample = 0; sample < samples; sample++) {
        ways.add(
            LatentPath.SPHERICAL.places(
                latent(drawn, sample * stops + stop),
                latent(drawn, sample * stops + (stop + 1) % stops),
                between + 1));
      }
      for (int frame = 0; frame < between; frame++) {
        int at = frame;
        FloatNdArray made = generate(array(ways.stream().map(way -> way[at]).toList()), labels);
        frames.add(SampleGrid.render(made, plan.samples()));
      }
    }
    return frames;
  }

  /**
   * Real and generated samples in the plane of the two directions in which their features spread
   * most.
   *
   * @param count of each side, at most
   */
  public BufferedImage map(FeatureExtractor extractor, int count, long seed, String title) {
    RowSelection rows = new RowSelection(training, seen(), count, 0);
    double[] values = new double[rows.count() * rows.width()];
    rows.read(0, rows.count(), values);
    Rows real = features(extractor, array(floats(values), rows.count()));
    Rows generated =
        features(
            extractor,
            generate(
                session.drawLatents(seed, rows.count()),
                LabelSpace.inTurn(classes(), rows.count())));
    PrincipalComponents components = PrincipalComponents.of(joined(real, generated), 2);
    return new FeatureMap(
            plane(components, real),
            plane(components, generated),
            new double[] {components.share(0), components.share(1)})
        .render(title, extractor.description());
  }

  private static double[][] plane(PrincipalComponents components, Rows rows) {
    double[] x = components.along(0, rows);
    double[] y = components.along(1, rows);
    double[][] plane = new double[x.length][];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = new double[] {x[i], y[i]};
    }
    return plane;
  }

  private static Rows joined(Rows first, Rows second) {
    int width = first.width();
    if (width < 2) {
      throw new GanException("a plane needs features of two values or more, these have one");
    }
    double[] all = new double[(first.count() + second.count()) * width];
    double[] more = new double[second.count() * width];
    first.read(0, first.count(), all);
    second.read(0, second.count(), more);
    System.arraycopy(more, 0, all, first.count() * width, more.length);
    return Rows.of(all, width);
  }

  private static Rows features(FeatureExtractor extractor, FloatNdArray samples) {
    int count = Math.toIntExact(samples.shape().get(0));
    double[] all = new double[0];
    int width = 0;
    for (int first = 0; first < count; first += BLOCK) {
      int size = Math.min(BLOCK, count - first);
      double[] block = doubles(extractor.extract(slice(samples, first, size)).features());
      if (all.length == 0) {
        width = block.length / size;
        all = new double[count * width];
      }
      System.arraycopy(block, 0, all, first * width, block.length);
    }
    return Rows.of(all, width);
  }

  private FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    int count = Math.toIntExact(latents.shape().get(0));
    float[] all = new float[count * plan.samples().valuesPerSample()];
    for (int first = 0; first < count; first += BLOCK) {
      int size = Math.min(BLOCK, count - first);
      float[] block =
          floats(
              session.generate(
                  slice(latents, first, size),
                  labels == null ? null : Arrays.copyOfRange(labels, first, first + size)));
      System.arraycopy(block, 0, all, first * plan.samples().valuesPerSample(), block.length);
    }
    return array(all, count);
  }

  private int classes() {
    return plan.classesSampled();
  }

  private SampleSpace seen() {
    return plan.samples();
  }

  private void requireImages() {
    if (!plan.samples().isImage()) {
      throw new GanException(
          "these are samples of shape " + plan.samples().shape() + ", and no images");
    }
  }

  private FloatNdArray array(float[] values, int count) {
    return NdArrays.wrap(
        plan.samples().shape().prepend(count), DataBuffers.of(values, true, false));
  }

  private FloatNdArray array(List<float[]> latents) {
    Shape shape = plan.latents(plan.sampler().orElseThrow().latents()).shape();
    int width = latents.get(0).length;
    float[] all = new float[latents.size() * width];
    for (int i = 0; i < latents.size(); i++) {
      System.arraycopy(latents.get(i), 0, all, i * width, width);
    }
    return NdArrays.wrap(shape.prepend(latents.size()), DataBuffers.of(all, true, false));
  }

  private static float[] latent(FloatNdArray latents, int i) {
    return floats(slice(latents, i, 1));
  }

  private static FloatNdArray slice(FloatNdArray array, int first, int count) {
    float[] all = floats(array);
    int width = all.length / Math.toIntExact(array.shape().get(0));
    return NdArrays.wrap(
        array.shape().tail().prepend(count),
        DataBuffers.of(
            Arrays.copyOfRange(all, first * width, (first + count) * width), true, false));
  }

  /** Each sample so many times in a row. */
  private static FloatNdArray repeated(FloatNdArray samples, int times) {
    float[] all = floats(samples);
    int count = Math.toIntExact(samples.shape().get(0));
    int width = all.length / count;
    float[] repeated = new float[all.length * times];
    for (int i = 0; i < count * times; i++) {
      System.arraycopy(all, i / times * width, repeated, i * width, width);
    }
    return NdArrays.wrap(
        samples.shape().tail().prepend((long) count * times),
        DataBuffers.of(repeated, true, false));
  }

  private static float[] floats(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(FloatNdArray array) {
    float[] values = floats(array);
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
