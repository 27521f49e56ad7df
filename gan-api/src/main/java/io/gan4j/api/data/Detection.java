package io.gan4j.api.data;

import io.gan4j.api.spec.Check;

/**
 * A reader that a source seems to be for.
 *
 * @param reader on that source
 * @param confidence what this rests on
 * @param reason the same in words, of the source: {@code begins as an IDX file}
 */
public record Detection(DatasetReader reader, Confidence confidence, String reason) {

  /** What a detection rests on; the later, the more it says. */
  public enum Confidence {
    /** The name of the source alone, which may be anything. */
    NAME,
    /**
     * How the source is laid out: names of what lies in a folder or an archive, sizes and ranges
     * that fit a format without a signature.
     */
    LAYOUT,
    /** What stands in it and in no other format: a signature, a checksum. */
    CONTENT
  }

  public Detection {
    Check.textGiven("reason", reason);
  }

  /** By a signature or a checksum. */
  public static Detection byContent(DatasetReader reader, String reason) {
    return new Detection(reader, Confidence.CONTENT, reason);
  }

  /** By how the source is laid out. */
  public static Detection byLayout(DatasetReader reader, String reason) {
    return new Detection(reader, Confidence.LAYOUT, reason);
  }

  /** By its name alone. */
  public static Detection byName(DatasetReader reader, String reason) {
    return new Detection(reader, Confidence.NAME, reason);
  }
}
