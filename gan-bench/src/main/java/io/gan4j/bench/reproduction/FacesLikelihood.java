package io.gan4j.bench.reproduction;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.core.Gan;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import io.gan4j.report.picture.SampleGrid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * The Toronto Face Database's half of table 1 (Goodfellow et al. 2014), on a stand-in: the Olivetti
 * faces, forty people of ten pictures, brought to 48×48. Two stages of training by the presets, on
 * 24 people; the other sixteen make five folds: the test people of a fold are every fifth, the rest
 * of the sixteen choose the width of the windows. The networks are narrowed.
 */
public final class FacesLikelihood {
  private static final int PEOPLE = 40;
  private static final int PICTURES = 10;
  private static final int TRAINED = 24;
  private static final int FOLDS = 5;
  private static final int SIDE = 48;
  private static final int SHOWN = 50;
  private static final SampleSpace SPACE = SampleSpace.images(SIDE, SIDE, 1);

  /**
   * How large.
   *
   * @param narrower by how much the hidden layers are narrower than the presets'
   * @param first steps of the first stage
   * @param second steps of the second stage
   * @param samples generated for an estimate
   */
  record Sizes(int narrower, int first, int second, int samples) {}

  /**
   * An estimate over the folds.
   *
   * @param logLikelihood mean of the folds' means, in nats
   * @param standardError of that mean, by the folds
   */
  private record Found(
      String samples, double logLikelihood, double standardError, List<Parzen.Estimate> folds) {}

  private final float[] faces;
  private final Sizes sizes;

  private FacesLikelihood(float[] faces, Sizes sizes) {
    this.faces = faces;
    this.sizes = sizes;
  }

  /**
   * Trains and measures.
   *
   * @param arguments a folder for results, one for pictures, and the file olivettifaces.mat
   */
  public static void main(String[] arguments) throws IOException {
    run(
        Output.of(arguments),
        olivetti(Path.of(arguments[2]).toAbsolutePath()),
        new Sizes(8, 6000, 3000, 10_000));
  }

  /**
   * Trains both stages and measures.
   *
   * @param faces 400 pictures of 48×48 in [0, 1], ten of a person one after the other
   * @return the log-likelihood of the second stage's samples
   */
  static double run(Output output, float[] faces, Sizes sizes) throws IOException {
    return new FacesLikelihood(faces, sizes).measure(output);
  }

  private double measure(Output output) throws IOException {
    Path folder = Files.createTempDirectory("faces");
    Path data = writeNpy(folder.resolve("faces.npy"));
    List<Found> found = new ArrayList<>();
    found.add(estimate("pictures of training", people(person -> person < TRAINED)));
    Path first = folder.resolve("first");
    found.add(
        estimate(
            "first stage",
            train(output, "goodfellow-2014-tfd-pretraining", data, first, sizes.first, List.of())));
    found.add(
        estimate(
            "second stage",
            train(
                output,
                "goodfellow-2014-tfd",
                data,
                folder.resolve("second"),
                sizes.second,
                List.of("initFrom.run=" + first))));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "Parzen-window log-likelihood of the TFD 2057 +- 26, on a stand-in");
    figures.put("sizes", sizes);
    figures.put("found", found);
    output.json("faces-likelihood", figures);
    return found.get(2).logLikelihood;
  }

  private float[] train(
      Output output, String preset, Path data, Path directory, int steps, List<String> more) {
    boolean second = !more.isEmpty();
    List<String> changes = new ArrayList<>(more);
    int wide = 8000 / sizes.narrower;
    int pieces = 1200 / sizes.narrower;
    changes.addAll(
        List.of(
            "data.reader={type: npy, path: \"" + data + "\"}",
            "data.split=\"[0:" + TRAINED * PICTURES + "]\"",
            "generator.network.layers[0].units=" + wide,
            second
                ? "generator.network.layers[2].units=" + wide
                : "generator.network.layers[1].units=" + wide,
            "discriminator.network.layers[2].units=" + pieces,
            "discriminator.network.layers[4].units=" + pieces,
            "training.steps=" + steps,
            "samples.every=0",
            "checkpoints.every=" + steps,
            "watches.saturation.reaction=ignore"));
    if (second) {
      changes.add("generator.network.layers[3].units=" + wide);
    }
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.preset(preset, changes.toArray(String[]::new)))) {
      training.runIn(RunDirectory.create(directory), List.of());
      output.picture(
          second ? "faces-second-stage" : "faces-first-stage",
          SampleGrid.render(training.sample(SHOWN, 99), training.plan().samples(), 10));
      return floats(training.sample(sizes.samples, 99));
    }
  }

  private Found estimate(String samples, float[] generated) {
    Parzen parzen = new Parzen(SPACE);
    List<Parzen.Estimate> folds = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int tested = fold;
      folds.add(
          parzen.of(
              generated,
              people(person -> person >= TRAINED && person % FOLDS != tested),
              people(person -> person >= TRAINED && person % FOLDS == tested)));
    }
    double mean = folds.stream().mapToDouble(Parzen.Estimate::logLikelihood).average().orElse(0);
    double squares =
        folds.stream().mapToDouble(fold -> Math.pow(fold.logLikelihood() - mean, 2)).sum();
    Found found =
        new Found(samples, mean, Math.sqrt(squares / (FOLDS - 1.0) / FOLDS), List.copyOf(folds));
    System.out.println(found);
    return found;
  }

  private float[] people(IntPredicate wanted) {
    int each = PICTURES * SIDE * SIDE;
    int[] chosen = IntStream.range(0, PEOPLE).filter(wanted).toArray();
    float[] pictures = new float[chosen.length * each];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(faces, chosen[i] * each, pictures, i * each, each);
    }
    return pictures;
  }

  /** The faces as bytes in NumPy's format, version 1.0. */
  private Path writeNpy(Path file) throws IOException {
    String header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': ("
            + PEOPLE * PICTURES
            + ", "
            + SIDE
            + ", "
            + SIDE
            + ", 1), }";
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[10 + text.length + faces.length];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0};
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    System.arraycopy(text, 0, bytes, 10, text.length);
    for (int i = 0; i < faces.length; i++) {
      bytes[10 + text.length + i] = (byte) Math.round(255 * faces[i]);
    }
    return Files.write(file, bytes);
  }

  private static float[] olivetti(Path file) {
    String run =
        """
        name: faces
        data:
          reader: {type: mat, path: "FILE"}
          range: unit
          resize: {height: 48, width: 48, filter: area}
        generator: {network: {type: mlp, units: [8]}}
        discriminator: {network: {type: mlp, units: [8]}}
        """
            .replace("FILE", file.toString());
    Gan gan = Gan.load();
    try (Dataset data = gan.data(gan.parse(run))) {
      Batch batch = new Batch(data.space(), PEOPLE * PICTURES);
      data.read(LongStream.range(0, (long) PEOPLE * PICTURES).toArray(), batch);
      return batch.decoded();
    }
  }

  private static float[] floats(FloatNdArray samples) {
    float[] values = new float[Math.toIntExact(samples.size())];
    samples.copyTo(NdArrays.wrap(samples.shape(), DataBuffers.of(values, false, false)));
    return values;
  }
}
