package io.gan4j.onnx;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.GeneratorLoader;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Trust;
import io.gan4j.onnx.internal.load.OnnxFile;
import io.gan4j.onnx.internal.load.OnnxGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Loads generators out of ONNX files that {@link OnnxExport} wrote, by ONNX Runtime: {@code
 * com.microsoft.onnxruntime:onnxruntime}, which an application adds.
 */
public final class OnnxLoader implements GeneratorLoader {

  @Override
  public String format() {
    return "an ONNX file (NAME.onnx)";
  }

  @Override
  public boolean reads(Path model) {
    Path name = model.getFileName();
    return name != null
        && name.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")
        && !Files.isDirectory(model);
  }

  @Override
  public GeneratorModel load(Path model, Trust trust) {
    OnnxFile file = OnnxFile.read(model, trust);
    try {
      return OnnxGenerator.of(file);
    } catch (LinkageError e) {
      throw new ProviderException(
          "cannot load the model "
              + model
              + ": ONNX Runtime is missing or does not run here ("
              + e
              + "). An application adds com.microsoft.onnxruntime:onnxruntime to its class path.",
          e);
    }
  }
}
