package io.gan4j.tf;

import io.gan4j.api.provider.GeneratorLoader;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Trust;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads generators out of SavedModels. */
public final class SavedModelLoader implements GeneratorLoader {

  @Override
  public String format() {
    return "a SavedModel (a folder with saved_model.pb)";
  }

  @Override
  public boolean reads(Path model) {
    return Files.isRegularFile(model.resolve("saved_model.pb"));
  }

  @Override
  public GeneratorModel load(Path model, Trust trust) {
    return TensorFlowProvider.create().load(model, trust);
  }
}
