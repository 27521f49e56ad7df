package io.gan4j.components.architecture;

import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The images that go into a generator which makes images of images. */
final class SourceImages {
  private SourceImages() {}

  /**
   * What brings a source to the height and width of a sample: nothing where they are the same, and
   * repeated pixels where the source is smaller by whole factors.
   *
   * @param architecture its name, for messages
   * @throws ShapeMismatchException if what goes in is no image, or of a size that does not fit
   */
  static List<LayerSpec> enlarged(String architecture, Layout layout) {
    Shape source = layout.latents();
    Shape sample = layout.samples().shape();
    if (source.numDimensions() != 3) {
      throw new ShapeMismatchException(
          architecture
              + " makes images of images [height, width, channels], and is given "
              + source
              + ": play a game whose generator takes a source, or name another architecture");
    }
    if (sample.numDimensions() != 3) {
      throw new ShapeMismatchException(
          architecture + " lays out images [height, width, channels], got samples " + sample);
    }
    if (sample.get(0) % source.get(0) != 0 || sample.get(1) % source.get(1) != 0) {
      throw new ShapeMismatchException(
          architecture
              + " makes images as large as their sources, or larger by a whole factor: a sample is "
              + sample
              + ", its source "
              + source);
    }
    Size factor =
        new Size(
            Math.toIntExact(sample.get(0) / source.get(0)),
            Math.toIntExact(sample.get(1) / source.get(1)));
    return factor.equals(Size.ONE)
        ? List.of()
        : List.of(new Upsample(factor, Upsample.Method.NEAREST));
  }
}
