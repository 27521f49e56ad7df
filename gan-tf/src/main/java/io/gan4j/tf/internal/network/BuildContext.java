package io.gan4j.tf.internal.network;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.extension.Products;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.ScopedNoise;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The context of one layer in one pass.
 *
 * @param <T> the graph's float type
 */
final class BuildContext<T extends TFloating> implements LayerContext<T> {
  private final LayerCompiler<T> compiler;
  private final Pass<T> pass;
  private final Placed placed;
  private final String prefix;
  private final Class<T> type;
  private final Shape input;
  private final Shape output;
  private final Ops tf;
  private final Map<String, ParameterSpec> parameters;

  private BuildContext(
      LayerCompiler<T> compiler,
      Pass<T> pass,
      Placed placed,
      String prefix,
      Operand<T> input,
      Shape output) {
    this.compiler = compiler;
    this.pass = pass;
    this.placed = placed;
    this.prefix = prefix;
    this.type = input.type();
    this.input = prefix.isEmpty() ? placed.input() : input.shape().tail();
    this.output = output;
    String scope = placed.name() + (prefix.isEmpty() ? "" : "." + prefix);
    this.tf = pass.tf().withSubScope(scope.replaceAll("[^A-Za-z0-9_.\\-]", ""));
    this.parameters =
        placed.parameters().stream()
            .collect(Collectors.toMap(ParameterSpec::name, Function.identity()));
  }

  static <T extends TFloating> BuildContext<T> of(
      LayerCompiler<T> compiler, Pass<T> pass, Placed placed, Operand<T> input) {
    return new BuildContext<>(compiler, pass, placed, "", input, placed.output());
  }

  @Override
  public Ops tf() {
    return tf;
  }

  @Override
  public TensorOps<Operand<T>> ops() {
    return new GraphOps<>(tf, type, pass.collectives());
  }

  @Override
  public Products<T> products() {
    return pass.arithmetic().products(tf, type);
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public Shape outputShape() {
    return output;
  }

  @Override
  public Operand<T> parameter(String name) {
    return pass.parameters().get(fullName(name), spec(name));
  }

  @Override
  public Operand<T> kernel(String name, @Nullable WeightTransform transform) {
    // In a layer within a layer its full name is longer, which a transform need not know.
    return transform == null
        ? parameter(name)
        : transform.apply(new KeptKernel<>(this, spec(name).named(name)));
  }

  @Override
  public boolean training() {
    return pass.training();
  }

  @Override
  public Operand<T> labels() {
    Operand<T> labels = pass.labels();
    if (labels == null) {
      throw new IllegalStateException(
          "layer "
              + placed.name()
              + " asks for labels, and its labelClasses() does not say that it sees any");
    }
    return labels;
  }

  @Override
  public NoiseSource<Operand<T>> noise() {
    return new ScopedNoise<>(placed.name() + "/" + prefix, pass.noise());
  }

  @Override
  public void updateStatistic(String name, UnaryOperator<Operand<T>> next) {
    if (spec(name).role() != Role.STATISTIC) {
      throw new IllegalArgumentException("'" + fullName(name) + "' is trained, not a statistic");
    }
    if (pass.training()) {
      pass.statistics().update(fullName(name), next);
    }
  }

  @Override
  public Operand<T> meanOverWorkers(Operand<T> ofThisWorker) {
    return pass.collectives().mean(tf, ofThisWorker);
  }

  @Override
  public Operand<T> sumOverWorkers(Operand<T> ofThisWorker) {
    return pass.collectives().sum(tf, ofThisWorker);
  }

  @Override
  public Operand<T> rowsOfWorkers(Operand<T> ofThisWorker) {
    return pass.collectives().rowsOfAll(tf, ofThisWorker);
  }

  @Override
  public int workers() {
    return pass.collectives().workers();
  }

  @Override
  public int worker() {
    return pass.collectives().worker();
  }

  @Override
  public Operand<T> build(String name, LayerSpec child, Operand<T> childInput) {
    Shape inner = child.outputShape(childInput.shape().tail());
    BuildContext<T> context =
        new BuildContext<>(compiler, pass, placed, prefix + name + "/", childInput, inner);
    return compiler.compile(child, childInput, context);
  }

  private ParameterSpec spec(String name) {
    ParameterSpec spec = parameters.get(prefix + name);
    if (spec == null) {
      throw new IllegalArgumentException(
          "layer "
              + placed.name()
              + " has no parameter '"
              + prefix
              + name
              + "'; it declares "
              + parameters.keySet());
    }
    return spec;
  }

  private String fullName(String name) {
    return pass.player() + "/" + placed.name() + "/" + prefix + name;
  }
}
