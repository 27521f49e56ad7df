package io.gan4j.components.order;

import io.gan4j.api.DataException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Weighted drawing: each place draws a class, every class as likely as its weight says, and then a
 * sample of the class, each as likely as the others. Samples are drawn with replacement, so an
 * epoch is so many draws, and no longer every sample once.
 */
@Doc("Draws a class, by weight, and then one of its samples: rare classes come as often")
public record BalancedOrder(
    @Doc("Weights by a class's name, >= 0; a class that is not named has 1, one of 0 never comes")
        @Default("{}")
        Map<String, Double> weights)
    implements SampleOrder {

  public BalancedOrder {
    weights = Map.copyOf(weights);
    weights.forEach((name, weight) -> Check.notNegative("weights", weight));
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public List<String> conflicts(Optional<LabelSpace> classes) {
    List<String> conflicts = new ArrayList<>(SampleOrder.super.conflicts(classes));
    classes.ifPresent(
        known ->
            weights.keySet().stream()
                .filter(name -> known.indexOf(name).isEmpty())
                .sorted()
                .map(
                    name ->
                        "has a weight for '"
                            + name
                            + "', and the classes are "
                            + String.join(", ", known.names()))
                .forEach(conflicts::add));
    return conflicts;
  }

  @Override
  public Places of(Samples samples) {
    Map<Integer, List<Integer>> ofClass = new TreeMap<>();
    for (int i = 0; i < samples.size(); i++) {
      int label = samples.label().applyAsInt(i);
      ofClass.computeIfAbsent(label, l -> new ArrayList<>()).add(i);
    }
    Map<Integer, Double> byLabel = byLabel(samples.classes());
    ofClass.keySet().removeIf(label -> byLabel.getOrDefault(label, 1.0) == 0);
    if (ofClass.isEmpty()) {
      throw new DataException("no class with a weight above 0 has samples");
    }
    return new Draws(ofClass, byLabel, samples.random().split("balanced order"));
  }

  private Map<Integer, Double> byLabel(@Nullable LabelSpace classes) {
    Map<Integer, Double> byLabel = new HashMap<>();
    if (classes != null) {
      weights.forEach(
          (name, weight) -> classes.indexOf(name).ifPresent(label -> byLabel.put(label, weight)));
    }
    return byLabel;
  }

  /** What each place draws. */
  private static final class Draws implements Places {
    private final List<List<Integer>> members;

    /** The weight of each class and those before it. */
    private final double[] reach;

    private final RandomKey ofClass;
    private final RandomKey ofSample;

    Draws(Map<Integer, List<Integer>> members, Map<Integer, Double> weights, RandomKey random) {
      this.members = List.copyOf(members.values());
      this.reach =
          members.keySet().stream().mapToDouble(l -> weights.getOrDefault(l, 1.0)).toArray();
      Arrays.parallelPrefix(reach, Double::sum);
      this.ofClass = random.split("class");
      this.ofSample = random.split("sample");
    }

    @Override
    public long sample(long place) {
      double drawn = ofClass.uniform(place) * reach[reach.length - 1];
      int which = 0;
      while (which < reach.length - 1 && drawn >= reach[which]) {
        which++;
      }
      List<Integer> from = members.get(which);
      return from.get((int) ofSample.below(place, from.size()));
    }
  }
}
