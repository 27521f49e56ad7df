package io.gan4j.components.architecture;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Embedding.Join;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Another architecture that sees the labels of the data. It lays out what the other would, and lets
 * the labels in at one place: beside the input, in the batch norms, or at the score. Any
 * architecture can be the other one.
 */
@Doc(
    value = "Another architecture that sees the labels of the data",
    paper =
        "Mirza and Osindero 2014 (concat); Dumoulin et al. 2017 (batch-norm); Miyato and Koyama 2018"
            + " (projection)")
public record ConditionalArchitecture(
    @Doc("The other architecture") Architecture of,
    @Doc(
            "concat: a vector per class beside the input; batch-norm: a gain and an offset per class"
                + " in every batch norm, in a generator; projection: the inner product of a vector"
                + " per class and the features, added to the score, in a discriminator. Absent:"
                + " concat in a generator, projection in a discriminator")
        @Nullable Labels labels,
    @Doc("Values of the vector beside the input; absent: as many as classes, at most 50")
        @Nullable Integer size)
    implements Architecture {
  private static final int MOST_VALUES = 50;

  /** Beside latents, which have about this spread too. */
  private static final Initializer UNIT = new NormalInitializer(0, 1);

  /** Where the labels come in. */
  public enum Labels {
    /** A vector per class beside the input. */
    CONCAT,
    /** A gain and an offset per class in every batch norm. */
    BATCH_NORM,
    /** The inner product of a vector per class and the features, added to the score. */
    PROJECTION
  }

  public ConditionalArchitecture {
    if (size != null) {
      Check.positive("size", size);
    }
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    int classes = classes(layout);
    return switch (labels == null ? Labels.CONCAT : labels) {
      case CONCAT -> {
        Embedding beside = beside(classes);
        Layout wider =
            new Layout(beside.outputShape(layout.latents()), layout.samples(), layout.labels());
        yield withInput(layout.latents(), beside, of.generator(wider));
      }
      case BATCH_NORM -> {
        NetworkSpec network = of.generator(layout);
        if (network.layers().stream().noneMatch(ConditionalArchitecture::hasBatchNorm)) {
          throw new InvalidValueException(
              "labels", "must be concat for a generator without batch norm, found batch-norm");
        }
        yield new NetworkSpec(network.input(), perClass(network.layers(), classes));
      }
      case PROJECTION ->
          throw new InvalidValueException(
              "labels", "must be concat or batch-norm for a generator, found projection");
    };
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    int classes = classes(layout);
    return switch (labels == null ? Labels.PROJECTION : labels) {
      case CONCAT -> {
        Embedding beside = beside(classes);
        SampleSpace samples = layout.samples();
        SampleSpace wider =
            new SampleSpace(
                beside.outputShape(samples.shape()), samples.element(), samples.range());
        yield withInput(
            samples.shape(),
            beside,
            of.discriminator(new Layout(layout.latents(), wider, layout.labels())));
      }
      case PROJECTION -> projection(of.discriminator(layout), classes);
      case BATCH_NORM ->
          throw new InvalidValueException(
              "labels", "must be concat or projection for a discriminator, found batch-norm");
    };
  }

  private static int classes(Layout layout) {
    return layout
        .labels()
        .map(LabelSpace::count)
        .orElseThrow(
            () ->
                new ShapeMismatchException(
                    "conditional networks see the labels of the data, which has none"));
  }

  private Embedding beside(int classes) {
    int values = size == null ? Math.min(classes, MOST_VALUES) : size;
    return new Embedding(classes, Join.CONCAT, values, UNIT, null);
  }

  private static NetworkSpec withInput(Shape input, LayerSpec first, NetworkSpec rest) {
    return new NetworkSpec(input, Stream.concat(Stream.of(first), rest.layers().stream()).toList());
  }

  private static boolean hasBatchNorm(LayerSpec layer) {
    return layer instanceof BatchNorm
        || layer.children().stream().anyMatch(ConditionalArchitecture::hasBatchNorm);
  }

  private static List<LayerSpec> perClass(List<LayerSpec> layers, int classes) {
    return layers.stream().map(layer -> perClass(layer, classes)).toList();
  }

  private static LayerSpec perClass(LayerSpec layer, int classes) {
    if (layer instanceof BatchNorm norm) {
      return norm.perClass(classes);
    }
    if (layer instanceof Residual residual) {
      return new Residual(
          perClass(residual.body(), classes),
          perClass(residual.shortcut(), classes),
          residual.combine());
    }
    if (layer instanceof Parallel parallel) {
      return new Parallel(
          parallel.paths().stream().map(path -> perClass(path, classes)).toList(),
          parallel.combine());
    }
    return layer;
  }

  /** The inner product beside the last layer, under the same transform of its weights. */
  private static NetworkSpec projection(NetworkSpec network, int classes) {
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    LayerSpec last = layers.remove(layers.size() - 1);
    if (!(last instanceof Dense score) || score.units() != 1) {
      throw new InvalidValueException(
          "labels",
          "must be concat for a discriminator whose last layer is not a dense one of one unit,"
              + " found projection and "
              + last.getClass().getSimpleName());
    }
    Embedding inner =
        new Embedding(classes, Join.INNER_PRODUCT, null, new GlorotInitializer(1), score.weights());
    layers.add(new Parallel(List.of(List.of(score), List.of(inner)), Combine.ADD));
    return new NetworkSpec(network.input(), layers);
  }
}
