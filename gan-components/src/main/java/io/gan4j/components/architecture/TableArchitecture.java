package io.gan4j.components.architecture;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TabularOutput.Block;
import io.gan4j.api.layer.TabularOutput.Kind;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Fully connected layers for the rows of a table. Generator: latents → hidden layers, each with
 * batch norm → one output per number of a row → {@link TabularOutput} with the table's columns.
 * Discriminator: row → hidden layers → one raw score.
 */
@Doc(
    value = "Fully connected layers for rows of a table; categories by Gumbel-softmax",
    paper = "after Xu et al. 2019, CTGAN")
public record TableArchitecture(
    @Doc("Units of each hidden layer, from the input on") @Default("[256, 256]")
        List<Integer> units,
    @Doc("Activation of the hidden layers") @Default("leaky-relu") Activation activation,
    @Doc("Batch norm behind the generator's hidden layers") @Default("true") boolean batchNorm,
    @Doc("Probability that a discriminator's hidden output is dropped in training, in [0, 1)")
        @Default("0")
        double dropout,
    @Doc("Temperature of the categories' Gumbel-softmax, > 0") @Default("0.2") double temperature,
    @Doc("Show the discriminator one-hot categories, with the gradient of the soft ones")
        @Default("false")
        boolean hard,
    @Doc("Make a number 0 where its flags say NULL, or a spike, as real rows have it")
        @Default("false")
        boolean masked,
    @Doc("The generator's hidden layers keep their input beside their output, as in CTGAN")
        @Default("false")
        boolean residual,
    @Doc("Initial kernels of all layers") @Default("glorot") Initializer kernel)
    implements Architecture {
  private static final double NORM_DECAY = 0.99;
  private static final double NORM_EPSILON = 1e-3;

  public TableArchitecture {
    units = List.copyOf(units);
    for (int width : units) {
      Check.positive("units", width);
    }
    Check.inHalfOpen("dropout", dropout, 0, 1);
    Check.positive("temperature", temperature);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    Columns columns = layout.samples().columns();
    if (columns == null) {
      throw new InvalidValueException(
          "", "is for rows of a table, and the data has none: use mlp, or the reader table");
    }
    List<LayerSpec> layers = new ArrayList<>();
    for (int width : units) {
      List<LayerSpec> hidden = hidden(width);
      if (residual) {
        layers.add(new Residual(hidden, List.of(), Combine.CONCAT));
      } else {
        layers.addAll(hidden);
      }
    }
    layers.add(dense(columns.width(), new Linear()));
    List<Integer> rare = columns.placesOfStrata();
    if (!rare.isEmpty()) { // the latents begin with the row's stratum, which the end has to see
      layers = new ArrayList<>(List.of(new Residual(layers, List.of(), Combine.CONCAT)));
    }
    layers.add(new TabularOutput(blocks(columns, masked), temperature, hard, rare));
    return new NetworkSpec(layout.latents(), layers);
  }

  private List<LayerSpec> hidden(int width) {
    return batchNorm
        ? List.of(
            dense(width, new Linear()),
            new BatchNorm(NORM_DECAY, NORM_EPSILON, true, true, new ConstantInitializer(1)),
            activation)
        : List.of(dense(width, activation));
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    Shape row = layout.samples().shape();
    List<LayerSpec> layers = new ArrayList<>();
    for (int width : units) {
      layers.add(dense(width, activation));
      if (dropout > 0) {
        layers.add(new Dropout(dropout, true));
      }
    }
    layers.add(dense(1, new Linear()));
    return new NetworkSpec(row, layers);
  }

  private Dense dense(int width, Activation following) {
    return new Dense(width, following, kernel, new ConstantInitializer(0), true);
  }

  /** The parts of a row: neighbours of a kind other than category are one. */
  static List<Block> blocks(Columns columns, boolean masked) {
    List<Block> blocks = new ArrayList<>();
    for (Column column : columns.columns()) {
      if (column instanceof NumberColumn number) {
        boolean bounded = number.scale().bounded();
        if (masked && number.flags() > 0) {
          blocks.add(new Block(bounded ? Kind.FLAGGED_TANH : Kind.FLAGGED, number.width()));
          continue;
        }
        add(blocks, bounded ? Kind.TANH : Kind.LINEAR, 1);
        if (number.flags() > 0) {
          add(blocks, Kind.CATEGORY, number.flags());
        }
      } else if (column instanceof CategoryColumn) {
        add(blocks, Kind.CATEGORY, column.width());
      }
    }
    return blocks;
  }

  private static void add(List<Block> blocks, Kind kind, int size) {
    int last = blocks.size() - 1;
    if (kind != Kind.CATEGORY && last >= 0 && blocks.get(last).kind() == kind) {
      blocks.set(last, new Block(kind, blocks.get(last).size() + size));
    } else {
      blocks.add(new Block(kind, size));
    }
  }
}
