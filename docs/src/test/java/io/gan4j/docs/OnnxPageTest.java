package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.onnx.OnnxExport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The manual's page on ONNX")
class OnnxPageTest {
  @TempDir Path folder;

  /** What an application has that loads ONNX files: no TensorFlow, nothing that trains. */
  private static String withoutTensorFlow() {
    return Arrays.stream(Outsider.everything().split(File.pathSeparator))
        .filter(
            entry ->
                entry.matches(
                    ".*[/\\\\](gan-(api|onnx)([/\\\\-].*)?"
                        + "|(ndarray|onnxruntime|jspecify|jackson-annotations)-[^/\\\\]*\\.jar)"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  @DisplayName("runs a generator without TensorFlow, and with ONNX Runtime alone")
  void services() throws IOException, InterruptedException {
    Path model = folder.resolve("generator.onnx");
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.preset("digits", "training.steps=1"))) {
      training.run();
      OnnxExport.load()
          .write(training.session(), training.plan().exported(), model, training.exportMetadata());
    }
    Page page = Page.read("docs/onnx.md");
    Outsider service = new Outsider(folder, withoutTensorFlow());
    service.write(
        Map.of(
            "OnnxService.java", page.file("OnnxService.java"),
            "BareOnnx.java", page.file("BareOnnx.java")));
    assertThat(service.run("OnnxService", model.toString())).contains("[3, 28, 28, 1] -1.0");
    assertThat(service.run("BareOnnx", model.toString())).contains("2 28").contains("28,28,1");
  }
}
