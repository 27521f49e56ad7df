package io.gan4j.tf;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.BlurPool;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.GroupNorm;
import io.gan4j.api.layer.GroupedConv2d;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.LearnedBasis;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.MinibatchDiscrimination;
import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.PixelNorm;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.OptimizerBuilder;
import io.gan4j.tf.extension.TensorFlowExtension;
import io.gan4j.tf.internal.device.Devices;
import io.gan4j.tf.internal.device.Machine;
import io.gan4j.tf.internal.device.ThisMachine;
import io.gan4j.tf.internal.layer.AveragePoolBuilder;
import io.gan4j.tf.internal.layer.BatchNormBuilder;
import io.gan4j.tf.internal.layer.BlurPoolBuilder;
import io.gan4j.tf.internal.layer.BranchingBuilder;
import io.gan4j.tf.internal.layer.Conv2dBuilder;
import io.gan4j.tf.internal.layer.CropBuilder;
import io.gan4j.tf.internal.layer.DenseBuilder;
import io.gan4j.tf.internal.layer.DepthToSpaceBuilder;
import io.gan4j.tf.internal.layer.DepthwiseConv2dBuilder;
import io.gan4j.tf.internal.layer.DropoutBuilder;
import io.gan4j.tf.internal.layer.EmbeddingBuilder;
import io.gan4j.tf.internal.layer.FlattenBuilder;
import io.gan4j.tf.internal.layer.GaussianNoiseBuilder;
import io.gan4j.tf.internal.layer.GlobalPoolBuilder;
import io.gan4j.tf.internal.layer.GroupNormBuilder;
import io.gan4j.tf.internal.layer.GroupedConv2dBuilder;
import io.gan4j.tf.internal.layer.InstanceNormBuilder;
import io.gan4j.tf.internal.layer.LayerNormBuilder;
import io.gan4j.tf.internal.layer.LearnedBasisBuilder;
import io.gan4j.tf.internal.layer.MaxPoolBuilder;
import io.gan4j.tf.internal.layer.MaxoutBuilder;
import io.gan4j.tf.internal.layer.MaxoutConv2dBuilder;
import io.gan4j.tf.internal.layer.MinibatchDiscriminationBuilder;
import io.gan4j.tf.internal.layer.MinibatchStddevBuilder;
import io.gan4j.tf.internal.layer.PixelNormBuilder;
import io.gan4j.tf.internal.layer.ReconstructionErrorBuilder;
import io.gan4j.tf.internal.layer.ReshapeBuilder;
import io.gan4j.tf.internal.layer.SelfAttentionBuilder;
import io.gan4j.tf.internal.layer.SeparableConv2dBuilder;
import io.gan4j.tf.internal.layer.TabularOutputBuilder;
import io.gan4j.tf.internal.layer.TransposedConv2dBuilder;
import io.gan4j.tf.internal.layer.UpsampleBuilder;
import io.gan4j.tf.internal.optimizer.AdamBuilder;
import io.gan4j.tf.internal.optimizer.MomentumBuilder;
import io.gan4j.tf.internal.optimizer.RmsPropBuilder;
import io.gan4j.tf.internal.optimizer.SgdBuilder;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the provider is made of: one line per layer and per optimiser. */
public final class TensorFlowModule extends AbstractModule {
  private static final String BUILT_IN = "gan-tf";

  private final List<TensorFlowExtension> extensions;

  /**
   * @param extensions builders beyond the built-in ones
   */
  public TensorFlowModule(List<TensorFlowExtension> extensions) {
    this.extensions = List.copyOf(extensions);
  }

  @Override
  protected void configure() {
    bind(Machine.class).to(ThisMachine.class);
    bind(Devices.class).in(Singleton.class);

    Table table = new Table();

    table.layer(AveragePool.class, new AveragePoolBuilder());
    table.layer(BatchNorm.class, new BatchNormBuilder());
    table.layer(BlurPool.class, new BlurPoolBuilder());
    table.layer(Conv2d.class, new Conv2dBuilder());
    table.layer(Crop.class, new CropBuilder());
    table.layer(Dense.class, new DenseBuilder());
    table.layer(DepthToSpace.class, new DepthToSpaceBuilder());
    table.layer(DepthwiseConv2d.class, new DepthwiseConv2dBuilder());
    table.layer(Dropout.class, new DropoutBuilder());
    table.layer(Embedding.class, new EmbeddingBuilder());
    table.layer(Flatten.class, new FlattenBuilder());
    table.layer(GaussianNoise.class, new GaussianNoiseBuilder());
    table.layer(GlobalPool.class, new GlobalPoolBuilder());
    table.layer(GroupNorm.class, new GroupNormBuilder());
    table.layer(GroupedConv2d.class, new GroupedConv2dBuilder());
    table.layer(InstanceNorm.class, new InstanceNormBuilder());
    table.layer(LayerNorm.class, new LayerNormBuilder());
    table.layer(LearnedBasis.class, new LearnedBasisBuilder());
    table.layer(MaxPool.class, new MaxPoolBuilder());
    table.layer(Maxout.class, new MaxoutBuilder());
    table.layer(MaxoutConv2d.class, new MaxoutConv2dBuilder());
    table.layer(MinibatchDiscrimination.class, new MinibatchDiscriminationBuilder());
    table.layer(MinibatchStddev.class, new MinibatchStddevBuilder());
    table.layer(Parallel.class, new BranchingBuilder<>());
    table.layer(PixelNorm.class, new PixelNormBuilder());
    table.layer(Reshape.class, new ReshapeBuilder());
    table.layer(ReconstructionError.class, new ReconstructionErrorBuilder());
    table.layer(Residual.class, new BranchingBuilder<>());
    table.layer(SelfAttention.class, new SelfAttentionBuilder());
    table.layer(SeparableConv2d.class, new SeparableConv2dBuilder());
    table.layer(TabularOutput.class, new TabularOutputBuilder());
    table.layer(TransposedConv2d.class, new TransposedConv2dBuilder());
    table.layer(Upsample.class, new UpsampleBuilder());

    table.optimizer(Adam.class, new AdamBuilder());
    table.optimizer(Momentum.class, new MomentumBuilder());
    table.optimizer(RmsProp.class, new RmsPropBuilder());
    table.optimizer(Sgd.class, new SgdBuilder());

    for (TensorFlowExtension extension : extensions) {
      table.owner = extension.name();
      extension.configure(table);
    }
  }

  /** Binds builders into the maps, and remembers whose they are. */
  private final class Table implements TensorFlowExtension.Builders {
    private final MapBinder<Class<? extends LayerSpec>, LayerBuilder<?>> layers =
        MapBinder.newMapBinder(
            binder(),
            new TypeLiteral<Class<? extends LayerSpec>>() {},
            new TypeLiteral<LayerBuilder<?>>() {});
    private final MapBinder<Class<? extends Optimizer>, OptimizerBuilder<?>> optimizers =
        MapBinder.newMapBinder(
            binder(),
            new TypeLiteral<Class<? extends Optimizer>>() {},
            new TypeLiteral<OptimizerBuilder<?>>() {});
    private final Map<Class<?>, String> owners = new HashMap<>();
    private String owner = BUILT_IN;

    @Override
    public <L extends LayerSpec> void layer(Class<L> layer, LayerBuilder<L> builder) {
      if (claim(layer)) {
        layers.addBinding(layer).toInstance(builder);
      }
    }

    @Override
    public <O extends Optimizer> void optimizer(Class<O> optimizer, OptimizerBuilder<O> builder) {
      if (claim(optimizer)) {
        optimizers.addBinding(optimizer).toInstance(builder);
      }
    }

    private boolean claim(Class<?> component) {
      String other = owners.putIfAbsent(component, owner);
      if (other != null) {
        addError(
            "%s has two TensorFlow builders: one of %s, one of %s",
            component.getName(), other, owner);
      }
      return other == null;
    }
  }
}
