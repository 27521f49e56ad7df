package io.gan4j.api.provider;

import io.gan4j.api.spec.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which classes the generator's samples are made for in training. */
public sealed interface FakeLabels {

  /** Every class as likely as the others. */
  FakeLabels UNIFORM = new Uniform();

  /** Those of the phase's real samples, by their place in the batch. */
  FakeLabels OF_BATCH = new OfBatch();

  /** Every class as likely as the others. */
  record Uniform() implements FakeLabels {}

  /** Those of the phase's real samples, by their place in the batch. */
  record OfBatch() implements FakeLabels {}

  /**
   * Each class as likely as its share says. A sample is of the first class whose shares up to it
   * are above a number drawn uniformly from [0, 1); the last class with a share takes what rounding
   * leaves.
   *
   * @param shares one per class, in label order, that add up to 1
   */
  record Shares(List<Double> shares) implements FakeLabels {
    public Shares {
      shares = List.copyOf(shares);
      shares.forEach(share -> Check.notNegative("shares", share));
      double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
      Check.rule(Math.abs(sum - 1) < 1e-6, "shares", "must add up to 1", sum);
    }

    /**
     * Where each class but the first that can be drawn begins: a sample whose number is at least
     * that of k of them is of {@link #classes} element k.
     */
    public List<Double> bounds() {
      List<Double> bounds = new ArrayList<>();
      double reach = 0;
      List<Integer> drawn = classes();
      for (int i = 0; i < drawn.size() - 1; i++) {
        reach += shares.get(drawn.get(i));
        bounds.add(reach);
      }
      return bounds;
    }

    /** The classes that can be drawn. */
    public List<Integer> classes() {
      return IntStream.range(0, shares.size()).filter(i -> shares.get(i) > 0).boxed().toList();
    }
  }
}
