package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The end of a generator of table rows: block by block a row's numbers, {@code [row] → [row]}. The
 * logits of a category become a random one-hot vector y = softmax((logits + g) / temperature), with
 * g of the Gumbel distribution; inference takes the largest, which draws category i with
 * probability softmax(logits)_i. Low temperatures come closer to one-hot, and have steeper
 * gradients; {@code hard} shows the discriminator the one-hot vector itself and differentiates the
 * soft one (straight through).
 *
 * <p>Rare categories can be told rather than learnt: behind the logits of a row stands its stratum,
 * one-hot, {@code [row + rare + 1 + any] → [row]}. The row then has the category of its stratum,
 * and none that is named before it; a row of the last stratum has none of them.
 */
@Doc(
    value = "A row of a table: numbers, and categories by Gumbel-softmax",
    paper = "Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017; Xu et al. 2019, CTGAN")
public record TabularOutput(
    @Doc("The parts of a row, first to last: [{kind: linear, size: 3}, {kind: category, size: 5}]")
        List<Block> blocks,
    @Doc("Temperature of the softmax, > 0") @Default("0.2") double temperature,
    @Doc("In training too, one-hot vectors with the gradient of the soft ones") @Default("false")
        boolean hard,
    @Doc(
            "Places in the row of rare categories, the rarest first; which of them a row has is"
                + " told by as many numbers and one more behind its logits, one-hot, the last for"
                + " none. Empty: the input is the logits alone")
        @Default("[]")
        List<Integer> rare)
    implements LayerSpec {

  /** What a logit is lowered by so that its category is never drawn. */
  private static final float NEVER = -10_000;

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
    rare = List.copyOf(rare);
    for (int place : rare) {
      Check.rule(
          block(blocks, place)[1] > 0,
          "rare",
          "must be places of categories in the row, each once",
          rare);
    }
    Check.rule(
        rare.stream().distinct().count() == rare.size(),
        "rare",
        "must be places of categories in the row, each once",
        rare);
  }

  /** All categories learnt. */
  public TabularOutput(List<Block> blocks, double temperature, boolean hard) {
    this(blocks, temperature, hard, List.of());
  }

  /** Where the category at a place begins, and how many values it has; 0 if there is none. */
  private static int[] block(List<Block> blocks, int place) {
    int at = 0;
    for (Block block : blocks) {
      if (place >= at && place < at + block.size()) {
        return new int[] {at, block.kind() == Kind.CATEGORY ? block.size() : 0};
      }
      at += block.size();
    }
    return new int[] {at, 0};
  }

  /** Numbers that tell the stratum of a row; 0 if none is told. */
  public int told() {
    return rare.isEmpty() ? 0 : rare.size() + 1;
  }

  /** What the logits of a row are raised by in each stratum: {@code [told · row]}, row by row. */
  public float[] offsets() {
    float[] offsets = new float[told() * width()];
    for (int stratum = 0; stratum < told(); stratum++) {
      int first = stratum * width();
      for (int rarer = 0; rarer < stratum; rarer++) {
        offsets[first + rare.get(rarer)] = NEVER;
      }
      if (stratum < rare.size()) {
        int[] own = block(blocks, rare.get(stratum));
        Arrays.fill(offsets, first + own[0], first + own[0] + own[1], NEVER);
        offsets[first + rare.get(stratum)] = 0;
      }
    }
    return offsets;
  }

  /** Numbers in a row. */
  public int width() {
    return blocks.stream().mapToInt(Block::size).sum();
  }

  @Override
  public Shape outputShape(Shape input) {
    if (rare.isEmpty() && !input.equals(Shape.of(width()))) {
      throw new ShapeMismatchException(
          "takes a vector of " + width() + " numbers, as many as its blocks have, got " + input);
    }
    if (input.numDimensions() != 1 || input.get(0) < width() + told()) {
      throw new ShapeMismatchException(
          "takes a vector of "
              + (width() + told())
              + " numbers or more, as many as its blocks and its strata have, got "
              + input);
    }
    return Shape.of(width());
  }
}
