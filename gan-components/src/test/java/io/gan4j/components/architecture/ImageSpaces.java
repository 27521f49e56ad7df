package io.gan4j.components.architecture;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import java.util.ArrayList;
import java.util.List;

/** Grey, RGB and RGBA images of many sizes, square and not, even and odd, in either range. */
final class ImageSpaces {
  private static final int[][] SIZES = {
    {28, 28}, {32, 32}, {64, 64}, {96, 96}, {48, 24}, {65, 43}, {4, 100}, {7, 5}
  };

  private ImageSpaces() {}

  static List<SampleSpace> all() {
    List<SampleSpace> spaces = new ArrayList<>();
    for (int[] size : SIZES) {
      for (int channels : new int[] {1, 3, 4}) {
        SampleSpace space = SampleSpace.images(size[0], size[1], channels);
        spaces.add(channels == 3 ? space.withRange(Range.SYMMETRIC) : space);
      }
    }
    return spaces;
  }
}
