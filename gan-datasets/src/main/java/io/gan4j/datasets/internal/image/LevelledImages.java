package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource;

/** Images whose levels may be more than bytes hold. */
public interface LevelledImages extends ImageSource {

  /**
   * An image's values from 0 to 1, as exact as floats are.
   *
   * @throws io.gan4j.api.DataException if it cannot be read; names it
   */
  float[] floats(long index);
}
