package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.internal.Sha256;
import io.gan4j.datasets.internal.Reads;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.ndarray.Shape;

/** Images of one shape whose levels are kept as floats from 0 to 1: decoded when they are read. */
public final class FloatImages implements Dataset {
  private final LevelledImages source;
  private final SampleSpace space;

  /**
   * @param source closed with this, and if it is refused
   * @throws io.gan4j.api.DataException if its images differ in size or channels, or have grey and
   *     alpha
   */
  public FloatImages(LevelledImages source) {
    this.source = source;
    Form form = UniformImages.commonForm(source);
    this.space =
        new SampleSpace(
            Shape.of(form.height(), form.width(), form.channels()), Element.FLOAT32, Range.UNIT);
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(source.size());
  }

  @Override
  public Optional<LabelSpace> labels() {
    return source.labels();
  }

  @Override
  public String description() {
    return source.description() + ", as floats of " + source.form(0);
  }

  @Override
  public String contentHash() {
    return Sha256.of(("float32 " + source.contentHash()).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(long[] indices, Batch into) {
    Reads.check(space, source.size(), indices, into);
    int width = space.valuesPerSample();
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(source.floats(indices[i]), 0, into.floats(), i * width, width);
      into.labels()[i] = source.label(indices[i]);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
