package io.gan4j.components.initializer;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongToDoubleFunction;

/**
 * Exactly count incoming weights of each unit are normal, the others 0: units saturate less and
 * differ more than with small dense weights.
 */
@Doc(
    value = "Exactly count normal incoming weights per unit, the others 0",
    paper = "Martens 2010, section 5")
public record SparseInitializer(
    @Doc("Weights per unit that are not 0, > 0, at most the unit's inputs") @Default("15")
        int count,
    @Doc("Standard deviation of those, > 0") @Default("1") double stddev)
    implements Initializer {
  public SparseInitializer {
    Check.positive("count", count);
    Check.positive("stddev", stddev);
  }

  /** A uniformly chosen subset of [0, incoming) of size count (Floyd's algorithm). */
  private Set<Long> choose(long incoming, RandomKey random) {
    Set<Long> chosen = new HashSet<>();
    for (long last = incoming - count; last < incoming; last++) {
      long position = random.below(last, last + 1);
      chosen.add(chosen.contains(position) ? last : position);
    }
    return Set.copyOf(chosen);
  }

  @Override
  public LongToDoubleFunction values(
      ParameterSpec parameter, RandomKey random, DataStatistics data) {
    long[] sizes = parameter.shape().asArray();
    long units = sizes[parameter.outputAxis()];
    long incoming = parameter.shape().size() / units;
    Check.rule(
        count <= incoming,
        "count",
        "must be <= a unit's incoming weights (" + incoming + ")",
        count);
    long inner = 1; // elements from one unit to the next in row-major order
    for (int axis = parameter.outputAxis() + 1; axis < sizes.length; axis++) {
      inner *= sizes[axis];
    }
    long stride = inner;
    List<Set<Long>> chosen = new ArrayList<>();
    for (long unit = 0; unit < units; unit++) {
      chosen.add(choose(incoming, random.split("positions").split(unit)));
    }
    RandomKey weights = random.split("weights");
    return index -> {
      long unit = index / stride % units;
      long position = index / (stride * units) * stride + index % stride;
      boolean kept = chosen.get(Math.toIntExact(unit)).contains(position);
      return kept ? stddev * weights.normal(index) : 0;
    };
  }
}
