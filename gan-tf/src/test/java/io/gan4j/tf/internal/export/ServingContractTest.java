package io.gan4j.tf.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import io.gan4j.tf.internal.session.RichGenerator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

@DisplayName("What TensorFlow Serving asks of an exported generator")
class ServingContractTest {
  @TempDir Path parent;

  private Path exported() throws Exception {
    Path model = parent.resolve("model");
    RichGenerator.export(model);
    return model;
  }

  @Test
  @DisplayName("is a signature that gives a PNG for each seed, of what the seed samples first")
  void images() throws Exception {
    try (SavedModelBundle model = SavedModelBundle.load(exported().toString(), "serve");
        TInt64 seeds = TInt64.vectorOf(3, -7);
        TInt32 labels = TInt32.vectorOf(0, 1);
        Result made = call(model, "images", seeds, null, labels)) {
      NdArray<byte[]> files = ((TString) made.get("image_bytes").orElseThrow()).asBytes();
      assertThat(files.shape()).isEqualTo(Shape.of(2));
      for (int i = 0; i < 2; i++) {
        try (TInt64 seed = TInt64.scalarOf(i == 0 ? 3 : -7);
            TInt32 one = TInt32.scalarOf(1);
            TInt32 label = TInt32.vectorOf(i);
            Result sampled = call(model, "sample", seed, one, label);
            Result range = model.function("range").call(Map.of())) {
          TFloat32 sample = (TFloat32) sampled.get("samples").orElseThrow();
          float low = ((TFloat32) range.get("low").orElseThrow()).getFloat();
          float high = ((TFloat32) range.get("high").orElseThrow()).getFloat();
          BufferedImage picture = ImageIO.read(new ByteArrayInputStream(files.getObject(i)));
          Shape shape = sample.shape();
          assertThat(new int[] {picture.getHeight(), picture.getWidth()})
              .containsExactly((int) shape.get(1), (int) shape.get(2));
          for (int y = 0; y < shape.get(1); y++) {
            for (int x = 0; x < shape.get(2); x++) {
              for (int c = 0; c < shape.get(3); c++) {
                float seen = 255 * (sample.getFloat(0, y, x, c) - low) / (high - low);
                float level = Math.max(0, Math.min(255, seen));
                assertThat((float) picture.getRaster().getSample(x, y, c))
                    .isBetween(level - 0.51f, level + 0.51f);
              }
            }
          }
        }
      }
    }
  }

  private static Result call(
      SavedModelBundle model,
      String signature,
      TInt64 seed,
      @Nullable TInt32 count,
      TInt32 labels) {
    Map<String, Tensor> inputs = new HashMap<>(Map.of("seed", seed));
    if (count != null) {
      inputs.put("count", count);
    }
    if (model.function(signature).signature().inputNames().contains("labels")) {
      inputs.put("labels", labels);
    }
    return model.function(signature).call(inputs);
  }

  @Test
  @DisplayName("is a request for each signature to warm up with, in records with their checksums")
  void warmUp() throws Exception {
    byte[] bytes =
        Files.readAllBytes(exported().resolve("assets.extra/tf_serving_warmup_requests"));
    ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<String> signatures = new ArrayList<>();
    while (records.hasRemaining()) {
      int start = records.position();
      long length = records.getLong();
      assertThat(records.getInt()).isEqualTo(masked(Arrays.copyOfRange(bytes, start, start + 8)));
      byte[] log = new byte[(int) length];
      records.get(log);
      assertThat(records.getInt()).isEqualTo(masked(log));
      // PredictionLog.predict_log.request.model_spec.signature_name
      byte[] spec = field(field(field(log, 6), 1), 1);
      signatures.add(new String(field(spec, 3), StandardCharsets.UTF_8));
    }
    assertThat(signatures).containsExactly("images", "latents", "sample", "serving_default");
  }

  /** The first field of a message with this number. */
  private static byte[] field(byte[] message, int number) throws Exception {
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> 3 == number) {
        return in.readByteArray();
      }
      in.skipField(tag);
    }
    throw new AssertionError("no field " + number);
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + 0xa282ead8;
  }

  @Test
  @DisplayName("does not keep it from being refused when it is damaged")
  void damaged() throws Exception {
    Path model = exported();
    Path file = model.resolve("assets.extra/tf_serving_warmup_requests");
    Files.write(file, new byte[] {1});
    assertThatThrownBy(() -> ModelManifest.check(model))
        .hasMessageContaining("tf_serving_warmup_requests does not have the SHA-256");
  }
}
