package io.gan4j.api.config;

/** Which values an image has per pixel after preprocessing. */
public enum Channels {
  /** The fewest that hold every image of the source as it is stored. */
  AS_STORED(0),
  /** One: ITU-R 601 luma. */
  GREY(1),
  /** Three; a see-through image is laid over the background. */
  RGB(3),
  /** Four; an image without alpha is opaque. */
  RGBA(4);

  private final int count;

  Channels(int count) {
    this.count = count;
  }

  /** How many; 0 where the source decides. */
  public int count() {
    return count;
  }
}
