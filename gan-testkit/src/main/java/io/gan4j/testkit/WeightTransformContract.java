package io.gan4j.testkit;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.TensorOps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * What every transform of weights promises: it keeps a kernel of the layer's shape and what else it
 * declares, makes a kernel of that shape, and moves only statistics.
 */
public final class WeightTransformContract {
  private static final Initializer NORMAL = (parameter, random, data) -> random::normal;
  private static final List<ParameterSpec> KERNELS =
      List.of(
          ParameterSpec.kernel(Shape.of(6, 4), NORMAL, 6, 4),
          ParameterSpec.kernel(Shape.of(3, 3, 2, 5), NORMAL, 18, 45),
          // A transposed convolution's units lie along the axis before the last.
          new ParameterSpec("pointwise", Shape.of(3, 3, 5, 2), Role.KERNEL, NORMAL, 18, 45, 2));

  private WeightTransformContract() {}

  /** The contract of a transform. */
  public static Contract of(WeightTransform transform) {
    return new Contract(transform)
        .promise("keeps a kernel of the layer's name, shape and role", () -> keepsKernel(transform))
        .promise("names what else it keeps after the kernel", () -> names(transform))
        .promise(Aspect.VALUE, "makes a finite kernel of the same shape", () -> makes(transform))
        .promise(Aspect.REPETITION, "makes the same of the same", () -> repeats(transform))
        .promise("moves nothing but its statistics", () -> moves(transform));
  }

  private static void keepsKernel(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      ParameterSpec kept = transform.parameters(kernel).get(0);
      Expect.equal("name", kernel.name(), kept.name());
      Expect.equal("shape", kernel.shape(), kept.shape());
      Expect.equal("role", Role.KERNEL, kept.role());
      Expect.equal("output axis", kernel.outputAxis(), kept.outputAxis());
    }
  }

  private static void names(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      List<ParameterSpec> parameters = transform.parameters(kernel);
      Set<String> names = new HashSet<>();
      for (ParameterSpec further : parameters.subList(1, parameters.size())) {
        String name = further.name();
        String prefix = kernel.name() + ".";
        Expect.holds("name", "one that begins with " + prefix, name.startsWith(prefix), name);
        Expect.holds("names", "each once", names.add(name), name);
      }
    }
  }

  private static void makes(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      DoubleTensor made = transform.apply(new Values(transform, kernel));
      Expect.equal("shape", kernel.shape(), made.shape());
      for (double value : made.data) {
        Expect.finite("a value", value);
      }
    }
  }

  private static void repeats(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      Expect.equal(
          "made again",
          transform.apply(new Values(transform, kernel)),
          transform.apply(new Values(transform, kernel)));
    }
  }

  private static void moves(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      Values values = new Values(transform, kernel);
      transform.apply(values);
      values.moved.forEach(
          (name, next) -> {
            Expect.equal("role of " + name, Role.STATISTIC, values.spec(name).role());
            Expect.equal("shape of " + name, values.spec(name).shape(), next.shape());
          });
    }
  }

  /** What is kept for a kernel, at its initial values. */
  private static final class Values implements WeightTransform.Kept<DoubleTensor> {
    private final ParameterSpec kernel;
    private final Map<String, ParameterSpec> specs = new HashMap<>();
    private final Map<String, DoubleTensor> moved = new HashMap<>();

    Values(WeightTransform transform, ParameterSpec layers) {
      List<ParameterSpec> parameters = transform.parameters(layers);
      this.kernel = parameters.get(0);
      parameters.forEach(parameter -> specs.put(parameter.name(), parameter));
    }

    ParameterSpec spec(String name) {
      return requireNonNull(specs.get(name), () -> "'" + name + "' is not declared");
    }

    @Override
    public TensorOps<DoubleTensor> ops() {
      return new DoubleOps();
    }

    @Override
    public ParameterSpec kernel() {
      return kernel;
    }

    @Override
    public DoubleTensor value() {
      return value(kernel.name());
    }

    @Override
    public DoubleTensor value(String name) {
      ParameterSpec spec = spec(name);
      var values =
          spec.initializer()
              .values(spec, RandomKey.of(3).split(name), () -> new double[] {0.25, 0.75});
      double[] data = new double[Math.toIntExact(spec.shape().size())];
      for (int i = 0; i < data.length; i++) {
        data[i] = values.applyAsDouble(i);
      }
      return DoubleTensor.owning(spec.shape(), data);
    }

    @Override
    public void moveStatistic(String name, DoubleTensor next) {
      moved.put(name, next);
    }
  }
}
