package io.gan4j.tf.internal.export;

import java.io.IOException;
import java.nio.file.Path;

/** Signs models anew that a test has changed. */
public final class Manifests {
  private Manifests() {}

  /** Writes the manifest of a model's files as they are. */
  public static void sign(Path model) throws IOException {
    ModelManifest.write(model, model.resolve(ModelManifest.FILE));
  }
}
