package io.gan4j.testkit;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.Scale;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.spec.InvalidValueException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * What every architecture promises: for any sample space it serves, shapes meet from end to end,
 * the generator's range is the data's, and the discriminator's scores are raw.
 */
public final class ArchitectureContract {
  /**
   * Grey, colour and tall images, in either range, and points: what any architecture should serve.
   */
  public static final List<SampleSpace> COMMON_SPACES =
      List.of(
          SampleSpace.images(28, 28, 1),
          SampleSpace.images(32, 32, 3).withRange(Range.SYMMETRIC),
          SampleSpace.images(48, 24, 4),
          SampleSpace.vectors(1),
          SampleSpace.vectors(2));

  /** Rows of a table, which few architectures serve. */
  private static final SampleSpace ROWS =
      SampleSpace.rows(
          new Columns(
              List.of(
                  new NumberColumn(
                      "age",
                      "INTEGER",
                      false,
                      new Scale.Standard(40, 15),
                      new NumberColumn.Limits(0, 120, 0)),
                  new CategoryColumn("city", "VARCHAR", true, List.of("Bern", "Basel")))));

  private static final Shape LATENTS = Shape.of(16);

  private ArchitectureContract() {}

  /** The contract of an architecture for both players, on {@link #COMMON_SPACES}. */
  public static Contract of(Architecture architecture) {
    return generator(architecture, COMMON_SPACES).and(discriminator(architecture, COMMON_SPACES));
  }

  /** The contract of an architecture that lays out generators for these spaces, from 16 latents. */
  public static Contract generator(Architecture architecture, List<SampleSpace> spaces) {
    return generator(architecture, spaces, space -> LATENTS);
  }

  /**
   * The contract of an architecture that lays out generators for these spaces which make each
   * sample of a source of its shape.
   */
  public static Contract translator(Architecture architecture, List<SampleSpace> spaces) {
    return generator(architecture, spaces, SampleSpace::shape);
  }

  private static Contract generator(
      Architecture architecture, List<SampleSpace> spaces, Function<SampleSpace, Shape> source) {
    Contract contract = new Contract(architecture);
    for (SampleSpace space : spaces) {
      Shape input = source.apply(space);
      Layout layout = new Layout(input, space, Optional.empty());
      contract.promise(
          Aspect.GENERATOR,
          "lays out a generator for " + space.shape() + " in " + space.range(),
          () -> {
            NetworkSpec network = architecture.generator(layout);
            sound(network, input);
            Expect.equal("output's shape", space.shape(), network.outputShape());
            Range made = network.outputRange();
            if (made.bounded()) {
              Expect.equal("output's range", space.range(), made);
            } else {
              String holding = "one that holds " + space.range();
              Expect.holds("output's range", holding, made.contains(space.range()), made);
            }
            Expect.equal("laid out again", network, architecture.generator(layout));
          });
    }
    return contract;
  }

  /** The contract of an architecture that lays out discriminators for these spaces. */
  public static Contract discriminator(Architecture architecture, List<SampleSpace> spaces) {
    Contract contract = new Contract(architecture);
    for (SampleSpace space : spaces) {
      Layout layout = new Layout(LATENTS, space, Optional.empty());
      contract.promise(
          Aspect.DISCRIMINATOR,
          "lays out a discriminator for " + space.shape() + " in " + space.range(),
          () -> {
            NetworkSpec network = architecture.discriminator(layout);
            sound(network, space.shape());
            Shape scores = network.outputShape();
            Expect.holds(
                "scores",
                "one value or a map of them",
                scores.numDimensions() > 1 || scores.equals(Shape.of(1)),
                scores);
            Expect.equal("range of raw scores", Range.UNBOUNDED, network.outputRange());
            Expect.equal("laid out again", network, architecture.discriminator(layout));
          });
    }
    return contract;
  }

  /**
   * The contract of an architecture that need not serve every one of {@link #COMMON_SPACES} and
   * rows of a table, but one of them; the others it refuses. Its generators may take latents, or
   * sources of the samples' shape, or be refused for being none of its business.
   */
  public static Contract ofServed(Architecture architecture) {
    List<SampleSpace> all = Stream.concat(COMMON_SPACES.stream(), Stream.of(ROWS)).toList();
    boolean judges = all.stream().allMatch(space -> judgesOnly(architecture, space));
    boolean translates =
        !judges && all.stream().noneMatch(space -> makes(architecture, space, LATENTS));
    Function<SampleSpace, Shape> source = space -> translates ? space.shape() : LATENTS;
    List<SampleSpace> served =
        all.stream()
            .filter(space -> judges || makes(architecture, space, source.apply(space)))
            .filter(space -> judges(architecture, space))
            .toList();
    Contract contract =
        new Contract(architecture)
            .promise(
                "lays out both players for some samples",
                () ->
                    Expect.holds(
                        "what it serves of "
                            + COMMON_SPACES.stream().map(SampleSpace::shape).toList()
                            + " and rows of a table",
                        "one or more",
                        !served.isEmpty(),
                        "none"));
    if (!judges) {
      contract = contract.and(generator(architecture, served, source));
    }
    return contract.and(discriminator(architecture, served));
  }

  /** Whether it says that it lays out no generators at all. */
  private static boolean judgesOnly(Architecture architecture, SampleSpace space) {
    try {
      architecture.generator(new Layout(LATENTS, space, Optional.empty()));
      return false;
    } catch (InvalidValueException refused) {
      return refused.parameter().isEmpty() && judges(architecture, COMMON_SPACES.get(0));
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private static boolean makes(Architecture architecture, SampleSpace space, Shape input) {
    try {
      // A run whose generator does not meet the data's range is refused.
      Range made = architecture.generator(new Layout(input, space, Optional.empty())).outputRange();
      return made.bounded() ? made.equals(space.range()) : made.contains(space.range());
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private static boolean judges(Architecture architecture, SampleSpace space) {
    try {
      architecture.discriminator(new Layout(LATENTS, space, Optional.empty()));
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private static void sound(NetworkSpec network, Shape input) {
    Expect.equal("input", input, network.input());
    for (Placed placed : network.placed()) {
      Expect.holds(
          "output of " + placed.name(),
          "a known size",
          !placed.output().hasUnknownDimension(),
          placed.output());
      Set<String> names = new HashSet<>();
      for (ParameterSpec parameter : placed.parameters()) {
        String name = parameter.name();
        Expect.holds("parameters of " + placed.name(), "each named once", names.add(name), name);
      }
    }
    long trained = network.trainedValues();
    Expect.holds("trained values", "above 0", trained > 0, trained);
  }
}
