package io.gan4j.api.data;

/**
 * How samples that preprocessing took out of a range of pixels become pictures again. Equal ones do
 * the same.
 */
public interface PixelDecoder {

  /**
   * The pixels of one sample: 0 is black, 255 white; values beyond are clipped by whoever shows
   * them.
   *
   * @param sample the values that the networks see in row-major order; overwritten by the pixels
   */
  void toPixels(float[] sample);
}
