package io.gan4j.bench.reproduction;

import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.bench.reproduction.Chart.Line;
import io.gan4j.bench.reproduction.Chart.Look;
import io.gan4j.components.metric.Divergences;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.Training;
import io.gan4j.report.picture.SampleGrid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * The MATLAB article's oscillation and its one-digit collapse in numbers: every few rounds a
 * classifier says which digits five hundred samples are. With it two things that the article names:
 * a discriminator trained twice a round, and a conditional GAN as the cure.
 */
public final class MatlabRounds {
  private static final int SAMPLES = 500;
  private static final int CLASSES = 10;

  /** Samples shown of a round, and the rounds between two rows of them. */
  private static final int SHOWN = 10;

  private static final String CONDITION = "{type: embedding, classes: 10, join: concat, size: 20}";
  private static final String TOOLBOX = "kernel: deep-learn-toolbox, bias: deep-learn-toolbox";

  /** A way to train: changes of the preset. */
  private record Way(String name, boolean conditional, List<String> changes) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("as published", false, List.of()),
          new Way("discriminator twice", false, List.of("training.phases[0].repeat=40")),
          new Way(
              "conditional",
              true,
              List.of(
                  "generator.network.layers=["
                      + CONDITION
                      + ", {type: dense, units: 784, activation: sigmoid, "
                      + TOOLBOX
                      + "}]",
                  "discriminator.network.layers=[flatten, "
                      + CONDITION
                      + ", {type: dense, units: 100, activation: sigmoid, "
                      + TOOLBOX
                      + "}, {type: dropout, rate: 0.5, inverted: false}, {type: dense, units: 1, "
                      + TOOLBOX
                      + "}]")));

  /**
   * What the classifier said of one round's samples.
   *
   * @param shares of the ten digits
   * @param entropy of the shares, in nats: log 10 is 2.303
   * @param asAsked share of the samples of the class that was asked for; NaN if none was
   * @param certainty mean of the classifier's largest probability
   */
  private record Round(
      long round, List<Double> shares, double entropy, double asAsked, double certainty) {}

  /** One training, round by round. */
  private record Found(String way, long seed, int changesOfTheFirst, List<Round> rounds) {}

  private final Gan gan = Gan.load();
  private final List<String> data;
  private final long rounds;
  private final long every;

  private MatlabRounds(List<String> data, long rounds, long every) {
    this.data = data;
    this.rounds = rounds;
    this.every = every;
  }

  /**
   * Trains three ways with one seed.
   *
   * @param arguments a folder for results, one for pictures, one with MNIST's IDX files, and one
   *     with a classifier by {@code gan features train}
   */
  public static void main(String[] arguments) {
    Path mnist = Path.of(arguments[2]).toAbsolutePath();
    Path classifier = Path.of(arguments[3]).toAbsolutePath();
    run(
        Output.of(arguments),
        List.of(
            "data.reader={type: idx, folder: \"" + mnist + "\"}",
            "evaluation.features={type: saved-model, model: \"" + classifier + "\"}"),
        1500,
        25,
        List.of(7L));
  }

  /**
   * The mean entropy of the second half of the rounds, by way.
   *
   * @param data changes of the preset that name data and classifier
   */
  static Map<String, Double> run(
      Output output, List<String> data, long rounds, long every, List<Long> seeds) {
    MatlabRounds matlab = new MatlabRounds(data, rounds, every);
    List<Found> found = new ArrayList<>();
    Map<String, Double> entropies = new LinkedHashMap<>();
    for (Way way : WAYS) {
      for (long seed : seeds) {
        Found one = matlab.train(way, seed, output);
        found.add(one);
        double entropy =
            one.rounds.stream()
                .filter(round -> round.round > rounds / 2)
                .mapToDouble(Round::entropy)
                .average()
                .orElseThrow();
        System.out.println(way.name + " " + seed + ": " + entropy);
        entropies.put(way.name, entropy);
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("claim", "oscillation, and one digit that dominates; a condition cures it");
    figures.put("rounds", rounds);
    figures.put("found", found);
    output.json("matlab-mnist", figures);
    draw(output, found, seeds.get(0));
    return entropies;
  }

  private Found train(Way way, long seed, Output output) {
    List<String> changes = new ArrayList<>(data);
    changes.addAll(way.changes);
    changes.add("seed=" + seed);
    changes.add("training.steps=" + rounds);
    changes.add("samples.every=0");
    RunFile file = gan.preset("matlab-mnist", changes.toArray(String[]::new));
    List<Round> seen = new ArrayList<>();
    List<FloatNdArray> shown = new ArrayList<>();
    try (Training training = gan.open(file);
        FeatureExtractor classifier = gan.features(file.config(), training.plan().samples())) {
      training.run(
          event -> {
            if (event instanceof StepCompleted done && done.step() % every == 0) {
              FloatNdArray samples = training.sample(SAMPLES, 99);
              seen.add(discriminate(done.step(), samples, classifier, way.conditional));
              if (done.step() % (rounds / 10) == 0) {
                shown.add(training.sample(SHOWN, 98));
              }
            }
          });
      output.picture(
          "matlab-" + way.name.replace(' ', '-'),
          SampleGrid.render(joined(shown), training.plan().samples(), SHOWN));
    }
    int changesOfTheFirst = 0;
    for (int i = 1; i < seen.size(); i++) {
      changesOfTheFirst += first(seen.get(i)) == first(seen.get(i - 1)) ? 0 : 1;
    }
    return new Found(way.name, seed, changesOfTheFirst, seen);
  }

  private static int first(Round round) {
    int first = 0;
    for (int digit = 0; digit < CLASSES; digit++) {
      first = round.shares.get(digit) > round.shares.get(first) ? digit : first;
    }
    return first;
  }

  private static Round discriminate(
      long round, FloatNdArray samples, FeatureExtractor classifier, boolean conditional) {
    FloatNdArray probabilities =
        Objects.requireNonNull(classifier.extract(samples).probabilities());
    double[] shares = new double[CLASSES];
    double asked = 0;
    double certainty = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int likeliest = 0;
      for (int digit = 0; digit < CLASSES; digit++) {
        likeliest =
            probabilities.getFloat(i, digit) > probabilities.getFloat(i, likeliest)
                ? digit
                : likeliest;
      }
      shares[likeliest] += 1.0 / SAMPLES;
      // Training.sample takes the classes in turn.
      asked += likeliest == i % CLASSES ? 1.0 / SAMPLES : 0;
      certainty += probabilities.getFloat(i, likeliest) / SAMPLES;
    }
    double sum = Arrays.stream(shares).sum();
    for (int digit = 0; digit < CLASSES; digit++) {
      shares[digit] /= sum;
    }
    return new Round(
        round,
        Arrays.stream(shares).boxed().toList(),
        Divergences.entropy(shares),
        conditional ? asked : Double.NaN,
        certainty);
  }

  private static FloatNdArray joined(List<FloatNdArray> rows) {
    FloatNdArray all =
        org.tensorflow.ndarray.NdArrays.ofFloats(
            org.tensorflow.ndarray.Shape.of((long) rows.size() * SHOWN, 28, 28, 1));
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < SHOWN; i++) {
        rows.get(row).get(i).copyTo(all.get((long) row * SHOWN + i));
      }
    }
    return all;
  }

  private static void draw(Output output, List<Found> found, long seed) {
    List<Line> entropies = new ArrayList<>();
    List<Line> firsts = new ArrayList<>();
    for (Found each : found) {
      if (each.seed == seed) {
        double[] x = each.rounds.stream().mapToDouble(Round::round).toArray();
        Look look = new Look(entropies.size(), false);
        entropies.add(
            Line.of(each.way, x, each.rounds.stream().mapToDouble(Round::entropy).toArray(), look));
        firsts.add(
            Line.of(
                each.way,
                x,
                each.rounds.stream().mapToDouble(round -> Collections.max(round.shares)).toArray(),
                look));
      }
    }
    output.picture(
        "matlab-entropy",
        new Chart(
                "Entropy of the digits among 500 samples (log 10 = 2.30)",
                "round",
                "nats",
                false,
                entropies)
            .render());
    output.picture(
        "matlab-first",
        new Chart("Share of the commonest digit", "round", "share", false, firsts).render());
  }
}
