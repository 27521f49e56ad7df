package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.provider.GanProvider;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The plugin of this module")
class DatasetsPluginTest {

  @Test
  @DisplayName("is found by ServiceLoader and brings its readers and detectors")
  void contributions() {
    GanPlugin plugin =
        ServiceLoader.load(GanPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(DatasetsPlugin.class::isInstance)
            .findFirst()
            .orElseThrow();
    Recorder recorder = new Recorder();
    plugin.contribute(recorder);

    assertThat(recorder.names)
        .containsExactly(
            "digits",
            "idx",
            "cifar10",
            "cifar100",
            "mat",
            "image-folder",
            "npy",
            "npz",
            "csv",
            "tfrecord",
            "stacked",
            "gaussian",
            "uniform",
            "ring",
            "grid");
    assertThat(recorder.detectors).hasSize(7);
  }

  private static final class Recorder implements Contributions {
    private final List<String> names = new ArrayList<>();
    private final List<DatasetDetector> detectors = new ArrayList<>();

    @Override
    public <C> void component(Class<C> kind, String name, Class<? extends C> component) {
      assertThat(component).isRecord().matches(kind::isAssignableFrom);
      names.add(name);
    }

    @Override
    public void detector(DatasetDetector detector) {
      detectors.add(detector);
    }

    @Override
    public void provider(String name, Supplier<? extends GanProvider> provider) {
      throw new AssertionError("no engine lives here: " + name);
    }

    @Override
    public void listener(String name, ListenerFactory factory) {
      throw new AssertionError("no listener lives here: " + name);
    }

    @Override
    public void preset(String name, URL yaml) {
      throw new AssertionError("no preset lives here: " + name);
    }
  }
}
