package io.gan4j.api;

/** A loss is no longer finite. Training stops here, loudly; nothing is replaced by zero. */
public class DivergedException extends GanException {
  private static final long serialVersionUID = 1L;

  private final String phase;
  private final long step;
  private final String quantity;
  private final double value;

  /**
   * @param phase the phase in which it happened
   * @param step the training step, counted from 0
   * @param quantity what is not finite, for example {@code generator loss}
   * @param value the value seen: NaN or an infinity
   */
  public DivergedException(String phase, long step, String quantity, double value) {
    super(
        "diverged in phase '"
            + phase
            + "' at step "
            + step
            + ": "
            + quantity
            + " is "
            + value
            + ". Try a smaller learning rate, or another loss or penalty.");
    this.phase = phase;
    this.step = step;
    this.quantity = quantity;
    this.value = value;
  }

  public String phase() {
    return phase;
  }

  public long step() {
    return step;
  }

  public String quantity() {
    return quantity;
  }

  public double value() {
    return value;
  }
}
