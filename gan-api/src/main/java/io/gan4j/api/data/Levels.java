package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the levels of deep pictures (more than 8 bits, or floating-point numbers) mean. */
@Doc("Levels of pictures of more than 8 bits: which are black and white, and what they are kept as")
public record Levels(
    @Doc("The level that is black; absent with high: as ends says") @Nullable Double low,
    @Doc("The level that is white; absent with low: as ends says") @Nullable Double high,
    @Doc(
            "Black and white where they are not given: full (the format's, 0 and 65535 of 16 bits)"
                + " or found (the smallest and the largest level of all pictures)")
        @Default("full")
        Ends ends,
    @Doc("What samples are kept as: bytes, or floats, which keep every level and go from 0 to 1")
        @Default("bytes")
        Kept kept,
    @Doc("The levels that are black and white in each channel, in place of low and high")
        @Default("[]")
        List<Channel> channels) {

  /** Levels as formats have them, kept as bytes. */
  public static final Levels PLAIN = new Levels(null, null, Ends.FULL, Kept.BYTES, List.of());

  /** Black and white of one channel. */
  public record Channel(
      @Doc("The level that is black") double low, @Doc("The level that is white") double high) {
    public Channel {
      check(low, high);
    }
  }

  /** Where black and white come from. */
  public enum Ends {
    /** From the format. */
    FULL,
    /** From all pictures. */
    FOUND
  }

  /** What samples are kept as. */
  public enum Kept {
    /** The nearest of 256 levels. */
    BYTES,
    /** Floats from 0 to 1. */
    FLOATS
  }

  public Levels {
    Check.relation(
        (low == null) == (high == null),
        "low",
        Set.of("high"),
        "must come with high",
        low + ", " + high);
    if (low != null && high != null) {
      check(low, high);
    }
    channels = List.copyOf(channels);
    Check.relation(
        channels.isEmpty() || (low == null && ends == Ends.FULL),
        "channels",
        Set.of("low", "ends"),
        "must stand alone, without low, high and ends",
        channels);
  }

  private static void check(double low, double high) {
    Check.finite("low", low);
    Check.finite("high", high);
    Check.relation(low < high, "low", Set.of("high"), "must be below high (" + high + ")", low);
  }

  /** The levels that are black and white: of all channels, or of each; empty if not given. */
  public List<Range> given() {
    return low == null || high == null
        ? channels.stream().map(channel -> new Range(channel.low(), channel.high())).toList()
        : List.of(new Range(low, high));
  }
}
