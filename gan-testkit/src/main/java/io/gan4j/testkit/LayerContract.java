package io.gan4j.testkit;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/**
 * What every layer promises: the shape and the weights it declares, gradients, and that samples
 * stay apart unless it says otherwise. It is tried on a vector of 6 values, or on images of 4 or 32
 * channels if it does not take vectors.
 */
public final class LayerContract {
  private static final List<Shape> INPUTS =
      List.of(Shape.of(6), Shape.of(4, 4, 4), Shape.of(2, 2, 32));

  private final LayerSpec layer;
  private final Workbench workbench;
  private final Optional<Shape> taken;
  private @Nullable Boolean makesItsShape;

  private LayerContract(LayerSpec layer, Workbench workbench) {
    this.layer = layer;
    this.workbench = workbench;
    this.taken = INPUTS.stream().filter(this::takes).findFirst();
  }

  /** The contract of a layer. */
  public static Contract of(LayerSpec layer, Workbench workbench) {
    LayerContract own = new LayerContract(layer, workbench);
    TrainingCheck trial = new TrainingCheck(workbench, own::plan);
    Contract contract =
        new Contract(layer)
            .promise("names each of its weights once", own::weights)
            .promise(Aspect.VALUE, "makes the shape that it declares", own::shape);
    if (!layer.mixesSamples()) {
      contract.promise(
          "keeps samples apart, as it does not say that it mixes them",
          () -> {
            own.mustMakeItsShape();
            trial.keepsSamplesApart();
          });
    }
    return trial
        .promises(contract)
        .promise(Aspect.EXPORT, "is exported, and makes the same there", trial::exports);
  }

  private boolean takes(Shape input) {
    try {
      layer.outputShape(input);
      layer.parameters(input);
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private Shape input() {
    return taken.orElseThrow(
        () -> new SkippedCheck("it takes none of the inputs of this kit, " + INPUTS));
  }

  private void weights() {
    Set<String> names = new HashSet<>();
    for (ParameterSpec parameter : layer.parameters(input())) {
      Expect.holds(
          "weights", "each name once", names.add(parameter.name()), parameter.name() + " again");
    }
  }

  /** The layer stands last, so that nothing after it stumbles over a wrong shape. */
  private void shape() {
    Shape declared = layer.outputShape(input());
    GanPlan plan =
        points()
            .samples(new SampleSpace(input(), SampleSpace.Element.FLOAT32, Range.UNBOUNDED))
            .network(
                Player.GENERATOR,
                SmallPlan.dense(Math.toIntExact(input().size()), SmallComponents.identity()),
                reshape(input()))
            .network(Player.DISCRIMINATOR, layer)
            .build();
    try (GanSession session = workbench.provider().open(plan)) {
      for (int samples : new int[] {1, 3}) {
        FloatNdArray scores =
            session.score(
                session.generate(session.drawLatents(1, samples)),
                layer.labelClasses() > 0 ? new int[samples] : null);
        // One value per sample loses its axis.
        Shape expected =
            declared.equals(Shape.of(1)) ? Shape.of(samples) : declared.prepend(samples);
        Expect.equal(
            "shape of what it makes of " + samples + " × " + input(), expected, scores.shape());
      }
    }
  }

  private void mustMakeItsShape() {
    if (makesItsShape == null) {
      try {
        shape();
        makesItsShape = true;
      } catch (ContractViolation e) {
        makesItsShape = false;
      }
    }
    if (!makesItsShape) {
      throw new SkippedCheck("its output has another shape than it declares");
    }
  }

  /** A small plan whose data has the classes that the layer wants to see. */
  private SmallPlan points() {
    int classes = layer.labelClasses();
    return classes > 0
        ? SmallPlan.points()
            .labels(new LabelSpace(IntStream.range(0, classes).mapToObj(String::valueOf).toList()))
        : SmallPlan.points();
  }

  /** The layer between dense ones, in both players. */
  private SmallPlan plan() {
    mustMakeItsShape();
    LayerSpec before = SmallPlan.dense(Math.toIntExact(input().size()), SmallComponents.squashed());
    LayerSpec after = SmallPlan.dense(3, SmallComponents.squashed());
    return points()
        .network(
            Player.GENERATOR,
            before,
            reshape(input()),
            layer,
            new Flatten(),
            SmallPlan.dense(2, SmallComponents.identity()))
        .network(
            Player.DISCRIMINATOR,
            before,
            reshape(input()),
            layer,
            new Flatten(),
            after,
            SmallPlan.dense(1, SmallComponents.identity()));
  }

  private static Reshape reshape(Shape shape) {
    return new Reshape(Arrays.stream(shape.asArray()).boxed().toList());
  }
}
