package io.gan4j.components;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.Normalization;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.data.SequentialOrder;
import io.gan4j.api.data.ShuffledOrder;
import io.gan4j.api.game.Game;
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
import io.gan4j.api.layer.Padding;
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
import io.gan4j.api.metric.Features;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.ConstantSchedule;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.components.activation.Elu;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.activation.ScaledTanh;
import io.gan4j.components.activation.Selu;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.activation.Softplus;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.architecture.ConditionalArchitecture;
import io.gan4j.components.architecture.DcganArchitecture;
import io.gan4j.components.architecture.LayersArchitecture;
import io.gan4j.components.architecture.MlpArchitecture;
import io.gan4j.components.architecture.PatchganArchitecture;
import io.gan4j.components.architecture.R3ganArchitecture;
import io.gan4j.components.architecture.ResnetArchitecture;
import io.gan4j.components.architecture.SaganArchitecture;
import io.gan4j.components.architecture.SndcganArchitecture;
import io.gan4j.components.architecture.TableArchitecture;
import io.gan4j.components.architecture.TranslationResnetArchitecture;
import io.gan4j.components.architecture.UnetArchitecture;
import io.gan4j.components.augmentation.AdaAugmentation;
import io.gan4j.components.augmentation.BrightnessAugmentation;
import io.gan4j.components.augmentation.ContrastAugmentation;
import io.gan4j.components.augmentation.CutoutAugmentation;
import io.gan4j.components.augmentation.DiffAugmentation;
import io.gan4j.components.augmentation.HueAugmentation;
import io.gan4j.components.augmentation.LumaFlipAugmentation;
import io.gan4j.components.augmentation.MirrorAugmentation;
import io.gan4j.components.augmentation.QuarterTurnAugmentation;
import io.gan4j.components.augmentation.SaturationAugmentation;
import io.gan4j.components.augmentation.TranslationAugmentation;
import io.gan4j.components.augmentation.WarpAugmentation;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.average.HalfLifeAverage;
import io.gan4j.components.constraint.MaxNorm;
import io.gan4j.components.constraint.WeightClip;
import io.gan4j.components.game.AcganGame;
import io.gan4j.components.game.BiganGame;
import io.gan4j.components.game.ClassifierGame;
import io.gan4j.components.game.ConditionalGame;
import io.gan4j.components.game.CycleGame;
import io.gan4j.components.game.EstimatorGame;
import io.gan4j.components.game.InfoganGame;
import io.gan4j.components.game.StandardGame;
import io.gan4j.components.game.TranslationGame;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.DataLogitInitializer;
import io.gan4j.components.initializer.DeepLearnToolboxInitializer;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.initializer.HeInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.initializer.SparseInitializer;
import io.gan4j.components.initializer.TruncatedNormalInitializer;
import io.gan4j.components.initializer.UniformInitializer;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.components.latents.PoolLatents;
import io.gan4j.components.latents.ScaledLatents;
import io.gan4j.components.latents.TruncatedNormalLatents;
import io.gan4j.components.latents.UniformLatents;
import io.gan4j.components.loss.BeganLoss;
import io.gan4j.components.loss.CrossEntropyLoss;
import io.gan4j.components.loss.FGanLoss;
import io.gan4j.components.loss.FlippedLabelsLoss;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.LeastSquaresLoss;
import io.gan4j.components.loss.MinimaxLoss;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RelativisticAverageLoss;
import io.gan4j.components.loss.RelativisticPairingLoss;
import io.gan4j.components.loss.SquaredErrorLoss;
import io.gan4j.components.loss.WassersteinLoss;
import io.gan4j.components.metric.ChannelFeatures;
import io.gan4j.components.metric.ClassAccuracy;
import io.gan4j.components.metric.ClassCoverage;
import io.gan4j.components.metric.ClassifierScore;
import io.gan4j.components.metric.CodeInformation;
import io.gan4j.components.metric.ConditionError;
import io.gan4j.components.metric.CriticDistance;
import io.gan4j.components.metric.DensityCoverage;
import io.gan4j.components.metric.DensityDivergence;
import io.gan4j.components.metric.DiscriminatorDivergence;
import io.gan4j.components.metric.FrechetDistance;
import io.gan4j.components.metric.KernelDistance;
import io.gan4j.components.metric.Marginals;
import io.gan4j.components.metric.Memorization;
import io.gan4j.components.metric.ModeCoverage;
import io.gan4j.components.metric.MultiScaleSimilarity;
import io.gan4j.components.metric.PairedError;
import io.gan4j.components.metric.ParzenLogLikelihood;
import io.gan4j.components.metric.PatchWasserstein;
import io.gan4j.components.metric.PixelFeatures;
import io.gan4j.components.metric.PrecisionRecall;
import io.gan4j.components.metric.SlicedWasserstein;
import io.gan4j.components.metric.TablePrivacy;
import io.gan4j.components.metric.TableQuality;
import io.gan4j.components.metric.Wasserstein1d;
import io.gan4j.components.normalization.GlobalContrast;
import io.gan4j.components.normalization.Standardize;
import io.gan4j.components.normalization.Zca;
import io.gan4j.components.order.BalancedOrder;
import io.gan4j.components.rule.RunRules;
import io.gan4j.components.schedule.CosineSchedule;
import io.gan4j.components.schedule.ExponentialSchedule;
import io.gan4j.components.schedule.LinearEpochsSchedule;
import io.gan4j.components.schedule.LinearSchedule;
import io.gan4j.components.schedule.StepSchedule;
import io.gan4j.components.term.BcrTerm;
import io.gan4j.components.term.DraganTerm;
import io.gan4j.components.term.FeatureMatchingTerm;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.L2Term;
import io.gan4j.components.term.LecamTerm;
import io.gan4j.components.term.LossTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import io.gan4j.components.term.ZcrTerm;
import io.gan4j.components.weight.EqualizedLearningRate;
import io.gan4j.components.weight.PlainWeights;
import io.gan4j.components.weight.SpectralNorm;
import io.gan4j.components.weight.WeightNorm;
import java.net.URL;
import java.util.List;

/** What gan4j brings itself, through the same door as everybody else: one line per component. */
public final class BuiltinPlugin implements GanPlugin {
  private static final List<String> PRESETS =
      List.of(
          "digits",
          "digits-mlp",
          "conditional-digits",
          "acgan-mnist",
          "infogan-mnist",
          "bigan-mnist",
          "dcgan-mnist",
          "images",
          "images-classes",
          "images-gpu",
          "goodfellow-2014-mnist",
          "goodfellow-2014-cifar10",
          "goodfellow-2014-cifar10-conv",
          "goodfellow-2014-tfd-pretraining",
          "goodfellow-2014-tfd",
          "matlab-mnist",
          "gaussian-1d",
          "ring-2d",
          "grid-2d",
          "wgan",
          "wgan-gp",
          "lsgan",
          "began",
          "r1-dcgan",
          "sngan-cifar10",
          "r3gan-digits",
          "r3gan-images",
          "r3gan-stacked-digits",
          "r3gan-cifar10",
          "r3gan-64",
          "grid-2d-pairing",
          "pix2pix",
          "colourise-32",
          "super-resolution-4x",
          "cycle");

  @Override
  public String name() {
    return "gan4j";
  }

  @Override
  public void contribute(Contributions to) {
    to.component(Game.class, "standard", StandardGame.class);
    to.component(Game.class, "classifier", ClassifierGame.class);
    to.component(Game.class, "estimator", EstimatorGame.class);
    to.component(Game.class, "conditional", ConditionalGame.class);
    to.component(Game.class, "translation", TranslationGame.class);
    to.component(Game.class, "acgan", AcganGame.class);
    to.component(Game.class, "infogan", InfoganGame.class);
    to.component(Game.class, "bigan", BiganGame.class);
    to.component(Game.class, "cycle", CycleGame.class);

    to.component(Loss.class, "minimax", MinimaxLoss.class);
    to.component(Loss.class, "non-saturating", NonSaturatingLoss.class);
    to.component(Loss.class, "squared-error", SquaredErrorLoss.class);
    to.component(Loss.class, "least-squares", LeastSquaresLoss.class);
    to.component(Loss.class, "hinge", HingeLoss.class);
    to.component(Loss.class, "wasserstein", WassersteinLoss.class);
    to.component(Loss.class, "relativistic-average", RelativisticAverageLoss.class);
    to.component(Loss.class, "relativistic-pairing", RelativisticPairingLoss.class);
    to.component(Loss.class, "f-gan", FGanLoss.class);
    to.component(Loss.class, "began", BeganLoss.class);
    to.component(Loss.class, "cross-entropy", CrossEntropyLoss.class);
    to.component(Loss.class, "flipped-labels", FlippedLabelsLoss.class);

    to.component(Term.class, "loss", LossTerm.class);
    to.component(Term.class, "l2", L2Term.class);
    to.component(Term.class, "gradient-penalty", GradientPenaltyTerm.class);
    to.component(Term.class, "r1", R1Term.class);
    to.component(Term.class, "r2", R2Term.class);
    to.component(Term.class, "dragan", DraganTerm.class);
    to.component(Term.class, "lecam", LecamTerm.class);
    to.component(Term.class, "bcr", BcrTerm.class);
    to.component(Term.class, "zcr", ZcrTerm.class);
    to.component(Term.class, "feature-matching", FeatureMatchingTerm.class);

    to.component(Architecture.class, "mlp", MlpArchitecture.class);
    to.component(Architecture.class, "dcgan", DcganArchitecture.class);
    to.component(Architecture.class, "sndcgan", SndcganArchitecture.class);
    to.component(Architecture.class, "r3gan", R3ganArchitecture.class);
    to.component(Architecture.class, "resnet", ResnetArchitecture.class);
    to.component(Architecture.class, "sagan", SaganArchitecture.class);
    to.component(Architecture.class, "unet", UnetArchitecture.class);
    to.component(Architecture.class, "translation-resnet", TranslationResnetArchitecture.class);
    to.component(Architecture.class, "patchgan", PatchganArchitecture.class);
    to.component(Architecture.class, "conditional", ConditionalArchitecture.class);
    to.component(Architecture.class, "table", TableArchitecture.class);
    to.component(Architecture.class, "layers", LayersArchitecture.class);

    to.component(LayerSpec.class, "dense", Dense.class);
    to.component(LayerSpec.class, "maxout", Maxout.class);
    to.component(LayerSpec.class, "dropout", Dropout.class);
    to.component(LayerSpec.class, "embedding", Embedding.class);
    to.component(LayerSpec.class, "flatten", Flatten.class);
    to.component(LayerSpec.class, "reshape", Reshape.class);
    to.component(LayerSpec.class, "batch-norm", BatchNorm.class);
    to.component(LayerSpec.class, "conv2d", Conv2d.class);
    to.component(LayerSpec.class, "transposed-conv2d", TransposedConv2d.class);
    to.component(LayerSpec.class, "depthwise-conv2d", DepthwiseConv2d.class);
    to.component(LayerSpec.class, "separable-conv2d", SeparableConv2d.class);
    to.component(LayerSpec.class, "maxout-conv2d", MaxoutConv2d.class);
    to.component(LayerSpec.class, "upsample", Upsample.class);
    to.component(LayerSpec.class, "crop", Crop.class);
    to.component(LayerSpec.class, "depth-to-space", DepthToSpace.class);
    to.component(LayerSpec.class, "average-pool", AveragePool.class);
    to.component(LayerSpec.class, "grouped-conv2d", GroupedConv2d.class);
    to.component(LayerSpec.class, "learned-basis", LearnedBasis.class);
    to.component(LayerSpec.class, "blur-pool", BlurPool.class);
    to.component(LayerSpec.class, "max-pool", MaxPool.class);
    to.component(LayerSpec.class, "global-pool", GlobalPool.class);
    to.component(LayerSpec.class, "gaussian-noise", GaussianNoise.class);
    to.component(LayerSpec.class, "layer-norm", LayerNorm.class);
    to.component(LayerSpec.class, "instance-norm", InstanceNorm.class);
    to.component(LayerSpec.class, "group-norm", GroupNorm.class);
    to.component(LayerSpec.class, "pixel-norm", PixelNorm.class);
    to.component(LayerSpec.class, "minibatch-stddev", MinibatchStddev.class);
    to.component(LayerSpec.class, "minibatch-discrimination", MinibatchDiscrimination.class);
    to.component(LayerSpec.class, "self-attention", SelfAttention.class);
    to.component(LayerSpec.class, "residual", Residual.class);
    to.component(LayerSpec.class, "reconstruction-error", ReconstructionError.class);
    to.component(LayerSpec.class, "parallel", Parallel.class);
    to.component(LayerSpec.class, "tabular-output", TabularOutput.class);

    to.component(Padding.class, "same", Padding.Same.class);
    to.component(Padding.class, "valid", Padding.Valid.class);
    to.component(Padding.class, "explicit", Padding.Explicit.class);

    to.component(Activation.class, "linear", Linear.class);
    to.component(Activation.class, "relu", Relu.class);
    to.component(Activation.class, "leaky-relu", LeakyRelu.class);
    to.component(Activation.class, "elu", Elu.class);
    to.component(Activation.class, "selu", Selu.class);
    to.component(Activation.class, "softplus", Softplus.class);
    to.component(Activation.class, "sigmoid", Sigmoid.class);
    to.component(Activation.class, "tanh", Tanh.class);
    to.component(Activation.class, "scaled-tanh", ScaledTanh.class);

    to.component(Initializer.class, "uniform", UniformInitializer.class);
    to.component(Initializer.class, "normal", NormalInitializer.class);
    to.component(Initializer.class, "truncated-normal", TruncatedNormalInitializer.class);
    to.component(Initializer.class, "glorot", GlorotInitializer.class);
    to.component(Initializer.class, "he", HeInitializer.class);
    to.component(Initializer.class, "sparse", SparseInitializer.class);
    to.component(Initializer.class, "constant", ConstantInitializer.class);
    to.component(Initializer.class, "data-logit", DataLogitInitializer.class);
    to.component(Initializer.class, "deep-learn-toolbox", DeepLearnToolboxInitializer.class);

    to.component(WeightTransform.class, "plain", PlainWeights.class);
    to.component(WeightTransform.class, "spectral-norm", SpectralNorm.class);
    to.component(WeightTransform.class, "weight-norm", WeightNorm.class);
    to.component(WeightTransform.class, "equalized-learning-rate", EqualizedLearningRate.class);

    to.component(Constraint.class, "max-norm", MaxNorm.class);
    to.component(Constraint.class, "weight-clip", WeightClip.class);

    to.component(Optimizer.class, "sgd", Sgd.class);
    to.component(Optimizer.class, "momentum", Momentum.class);
    to.component(Optimizer.class, "adam", Adam.class);
    to.component(Optimizer.class, "rmsprop", RmsProp.class);

    to.component(Schedule.class, "constant", ConstantSchedule.class);
    to.component(Schedule.class, "linear", LinearSchedule.class);
    to.component(Schedule.class, "linear-epochs", LinearEpochsSchedule.class);
    to.component(Schedule.class, "exponential", ExponentialSchedule.class);
    to.component(Schedule.class, "step", StepSchedule.class);
    to.component(Schedule.class, "cosine", CosineSchedule.class);

    to.component(Augmentation.class, "diff-augment", DiffAugmentation.class);
    to.component(Augmentation.class, "ada", AdaAugmentation.class);
    to.component(Augmentation.class, "mirror", MirrorAugmentation.class);
    to.component(Augmentation.class, "quarter-turn", QuarterTurnAugmentation.class);
    to.component(Augmentation.class, "translation", TranslationAugmentation.class);
    to.component(Augmentation.class, "warp", WarpAugmentation.class);
    to.component(Augmentation.class, "brightness", BrightnessAugmentation.class);
    to.component(Augmentation.class, "contrast", ContrastAugmentation.class);
    to.component(Augmentation.class, "saturation", SaturationAugmentation.class);
    to.component(Augmentation.class, "hue", HueAugmentation.class);
    to.component(Augmentation.class, "luma-flip", LumaFlipAugmentation.class);
    to.component(Augmentation.class, "cutout", CutoutAugmentation.class);

    to.component(SampleOrder.class, "shuffled", ShuffledOrder.class);
    to.component(SampleOrder.class, "sequential", SequentialOrder.class);
    to.component(SampleOrder.class, "balanced", BalancedOrder.class);
    to.component(Average.class, "ema", ExponentialAverage.class);
    to.component(Average.class, "half-life", HalfLifeAverage.class);
    to.component(Normalization.class, "standardize", Standardize.class);
    to.component(Normalization.class, "global-contrast", GlobalContrast.class);
    to.component(Normalization.class, "zca", Zca.class);

    to.component(Latents.class, "normal", NormalLatents.class);
    to.component(Latents.class, "uniform", UniformLatents.class);
    to.component(Latents.class, "truncated-normal", TruncatedNormalLatents.class);
    to.component(Latents.class, "pool", PoolLatents.class);
    to.component(Latents.class, "scaled", ScaledLatents.class);

    to.component(Metric.class, "frechet-distance", FrechetDistance.class);
    to.component(Metric.class, "kernel-distance", KernelDistance.class);
    to.component(Metric.class, "parzen-log-likelihood", ParzenLogLikelihood.class);
    to.component(Metric.class, "wasserstein-1d", Wasserstein1d.class);
    to.component(Metric.class, "density-divergence", DensityDivergence.class);
    to.component(Metric.class, "precision-recall", PrecisionRecall.class);
    to.component(Metric.class, "density-coverage", DensityCoverage.class);
    to.component(Metric.class, "classifier-score", ClassifierScore.class);
    to.component(Metric.class, "class-accuracy", ClassAccuracy.class);
    to.component(Metric.class, "class-coverage", ClassCoverage.class);
    to.component(Metric.class, "code-information", CodeInformation.class);
    to.component(Metric.class, "condition-error", ConditionError.class);
    to.component(Metric.class, "mode-coverage", ModeCoverage.class);
    to.component(Metric.class, "sliced-wasserstein", SlicedWasserstein.class);
    to.component(Metric.class, "patch-wasserstein", PatchWasserstein.class);
    to.component(Metric.class, "ms-ssim", MultiScaleSimilarity.class);
    to.component(Metric.class, "memorisation", Memorization.class);
    to.component(Metric.class, "discriminator-divergence", DiscriminatorDivergence.class);
    to.component(Metric.class, "critic-distance", CriticDistance.class);
    to.component(Metric.class, "marginals", Marginals.class);
    to.component(Metric.class, "paired-error", PairedError.class);
    to.component(Metric.class, "table-privacy", TablePrivacy.class);
    to.component(Metric.class, "table-quality", TableQuality.class);

    to.component(Features.class, "pixels", PixelFeatures.class);
    to.component(Features.class, "channels", ChannelFeatures.class);

    RunRules.ALL.forEach(to::rule);

    for (String preset : PRESETS) {
      to.preset(preset, resource(preset + ".yaml"));
    }
    to.retiredPreset("anime-faces-64", "images");
    to.retiredPreset("dcgan-64", "images-gpu");
    to.retiredPreset("resnet-32", "sngan-cifar10");
  }

  private static URL resource(String file) {
    return requireNonNull(
        BuiltinPlugin.class.getResource("/io/gan4j/components/presets/" + file), file);
  }
}
