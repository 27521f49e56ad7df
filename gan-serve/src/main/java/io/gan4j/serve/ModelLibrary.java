package io.gan4j.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.GeneratorModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All models of a server. Their folders are looked at again and again for new versions. */
final class ModelLibrary implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLibrary.class);
  private static final long LOOK_MILLIS = 1000;

  private final Map<String, ModelVersions> models = new LinkedHashMap<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "gan4j-versions");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Loads what is there.
   *
   * @throws GanException if two models have one name, or one has no version that can be served
   */
  ModelLibrary(
      List<ModelSource> sources,
      Function<Path, GeneratorModel> loader,
      ServerOptions options,
      MeterRegistry meters) {
    try {
      for (ModelSource source : sources) {
        ModelVersions model =
            new ModelVersions(source, options.versions(), loader, options.service(), meters);
        if (models.putIfAbsent(source.name(), model) != null) {
          throw new GanException(
              "two models are called " + source.name() + ": NAME=PATH gives one another name");
        }
        model.refresh();
        if (model.newest().isEmpty()) {
          throw new GanException(
              model.failures().isEmpty()
                  ? source.path() + ": there is no generator, and no folder of versions of one"
                  : model.failures().values().iterator().next());
        }
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    Future<?> unused =
        looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      models.values().forEach(ModelVersions::refresh);
    } catch (RuntimeException e) {
      // a task that throws is never run again
      LOG.warn("looking for new versions failed: {}", e.toString());
    }
  }

  Collection<ModelVersions> all() {
    return models.values();
  }

  Optional<ModelVersions> model(String name) {
    return Optional.ofNullable(models.get(name));
  }

  /**
   * A version of a model.
   *
   * @param version null for the newest
   * @throws HttpFailure if it is not served
   */
  ServedModel require(String name, @Nullable String version) {
    ModelVersions model =
        model(name).orElseThrow(() -> HttpFailure.notFound("no model is called '" + name + "'"));
    Optional<ServedModel> found =
        version == null
            ? model.newest()
            : version.matches("[0-9]{1,18}")
                ? model.version(Long.parseLong(version))
                : Optional.empty();
    return found.orElseThrow(
        () ->
            HttpFailure.notFound(
                "version "
                    + (version == null ? "" : version + " ")
                    + "of "
                    + name
                    + " is not served; these are: "
                    + model.numbers()));
  }

  @Override
  public void close() {
    looking.shutdownNow();
    models.values().forEach(ModelVersions::close);
  }
}
