package io.gan4j.onnx.internal.load;

import io.gan4j.api.provider.Trust;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.network.PlayerModel;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Runs any player's file that takes one array, as an exported generator's is run. */
public final class OnnxTrial {
  private OnnxTrial() {}

  /** What the file's model makes. */
  public static FloatNdArray run(Path path, FloatNdArray input, int @Nullable [] labels) {
    OnnxFile file = OnnxFile.read(path, Trust.CHECKED);
    Model model = file.generator().model();
    Map<String, DrawnNoise> noise = DrawnNoise.of(model);
    String taken =
        model.inputs().keySet().stream()
            .filter(name -> !name.equals(PlayerModel.LABELS) && !noise.containsKey(name))
            .findFirst()
            .orElseThrow();
    float[] values = new float[Math.toIntExact(input.size())];
    input.copyTo(DataBuffers.of(values, false, false));
    int count = Math.toIntExact(input.shape().get(0));
    try (OnnxRun run = OnnxRun.open(path, file.generator())) {
      return run.run(
          inputs -> {
            inputs.floats(taken, values, input.shape().asArray());
            if (labels != null) {
              inputs.integers(PlayerModel.LABELS, labels);
            }
            inputs.noise(noise, RowDraws.of(values, count), count);
          },
          model.outputs().keySet().iterator().next(),
          count);
    }
  }

  /** The model that a file holds. */
  public static Model model(Path path) {
    return OnnxFile.read(path, Trust.CHECKED).generator().model();
  }
}
