package io.gan4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
        .promise("makes a finite kernel of the same shape", () -> makes(transform))
        .promise("makes the same of the same", () -> repeats(transform))
        .promise("moves nothing but its statistics", () -> moves(transform));
  }

  private static void keepsKernel(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      ParameterSpec kept = transform.parameters(kernel).get(0);
      assertThat(kept.name()).isEqualTo(kernel.name());
      assertThat(kept.shape()).isEqualTo(kernel.shape());
      assertThat(kept.role()).isEqualTo(Role.KERNEL);
      assertThat(kept.outputAxis()).isEqualTo(kernel.outputAxis());
    }
  }

  private static void names(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      List<ParameterSpec> parameters = transform.parameters(kernel);
      Set<String> names = new HashSet<>();
      for (ParameterSpec further : parameters.subList(1, parameters.size())) {
        assertThat(further.name()).startsWith(kernel.name() + ".");
        assertThat(names.add(further.name())).as("'%s' is named once", further.name()).isTrue();
      }
    }
  }

  private static void makes(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      DoubleTensor made = transform.apply(new Values(transform, kernel));
      assertThat(made.shape()).isEqualTo(kernel.shape());
      for (double value : made.data) {
        assertThat(value).isFinite();
      }
    }
  }

  private static void repeats(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      assertThat(transform.apply(new Values(transform, kernel)))
          .isEqualTo(transform.apply(new Values(transform, kernel)));
    }
  }

  private static void moves(WeightTransform transform) {
    for (ParameterSpec kernel : KERNELS) {
      Values values = new Values(transform, kernel);
      transform.apply(values);
      values.moved.forEach(
          (name, next) -> {
            assertThat(values.spec(name).role()).as(name).isEqualTo(Role.STATISTIC);
            assertThat(next.shape()).as(name).isEqualTo(values.spec(name).shape());
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
