package io.gan4j.report.verdict;

/**
 * What a run's numbers say of it.
 *
 * @param kind in one of a few kinds
 * @param because the numbers that say so, a sentence or two
 * @param next what to do about it, a sentence or two; may be empty
 */
public record Verdict(Kind kind, String because, String next) {

  /** How good that is. */
  public enum Tone {
    GOOD,
    NEUTRAL,
    BAD
  }

  /** What can be said of a run. */
  public enum Kind {
    DIVERGED("Diverged", Tone.BAD),
    FAILED("Failed", Tone.BAD),
    TOO_YOUNG("Too young to judge", Tone.NEUTRAL),
    COLLAPSED("Collapsed", Tone.BAD),
    DISCRIMINATOR_WON("The discriminator has won", Tone.BAD),
    WORSE("It was better before", Tone.BAD),
    IMPROVING("Still improving", Tone.GOOD),
    FALLING_BEHIND("The generator falls behind", Tone.NEUTRAL),
    STABLE("Stable", Tone.GOOD),
    UNKNOWN("Nothing to judge by", Tone.NEUTRAL);

    private final String words;
    private final Tone tone;

    Kind(String words, Tone tone) {
      this.words = words;
      this.tone = tone;
    }

    /** The kind as a heading. */
    public String words() {
      return words;
    }

    public Tone tone() {
      return tone;
    }
  }
}
