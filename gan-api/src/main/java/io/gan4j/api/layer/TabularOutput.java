package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The end of a generator of table rows: block by block a row's numbers, {@code [row] → [row]}. The
 * logits of a category become a random one-hot vector y = softmax((logits + g) / temperature), with
 * g of the Gumbel distribution; inference takes the largest, which draws category i with
 * probability softmax(logits)_i. Low temperatures come closer to one-hot, and have steeper
 * gradients; {@code hard} shows the discriminator the one-hot vector itself and differentiates the
 * soft one (straight through).
 */
@Doc(
    value = "A row of a table: numbers, and categories by Gumbel-softmax",
    paper = "Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017; Xu et al. 2019, CTGAN")
public record TabularOutput(
    @Doc("The parts of a row, first to last: [{kind: linear, size: 3}, {kind: category, size: 5}]")
        List<Block> blocks,
    @Doc("Temperature of the softmax, > 0") @Default("0.2") double temperature,
    @Doc("In training too, one-hot vectors with the gradient of the soft ones") @Default("false")
        boolean hard)
    implements LayerSpec {

  /** What a part of a row is. */
  public enum Kind {
    /** Numbers as they are. */
    LINEAR,
    /** Numbers in [-1, 1]. */
    TANH,
    /** One category, one-hot. */
    CATEGORY,
    /**
     * A number, and a category behind it whose first value says that the number is there: it is
     * multiplied by that value, so that it is 0 where it is not.
     */
    FLAGGED,
    /** The same of a number in [-1, 1]. */
    FLAGGED_TANH
  }

  /** A part of a row. */
  @Doc("A part of a row")
  public record Block(
      @Doc(
              "linear (any numbers), tanh (numbers in [-1, 1]), category (one-hot), or flagged and"
                  + " flagged-tanh (a number, times the first value of the category behind it)")
          Kind kind,
      @Doc("How many numbers") int size) {
    public Block {
      Check.positive("size", size);
      Check.rule(
          size > 1 || (kind != Kind.FLAGGED && kind != Kind.FLAGGED_TANH),
          "size",
          "must be 2 or more for a number with flags",
          size);
    }
  }

  public TabularOutput {
    blocks = List.copyOf(Check.notEmpty("blocks", blocks));
    Check.positive("temperature", temperature);
  }

  /** Numbers in a row. */
  public int width() {
    return blocks.stream().mapToInt(Block::size).sum();
  }

  @Override
  public Shape outputShape(Shape input) {
    if (!input.equals(Shape.of(width()))) {
      throw new ShapeMismatchException(
          "takes a vector of " + width() + " numbers, as many as its blocks have, got " + input);
    }
    return input;
  }
}
