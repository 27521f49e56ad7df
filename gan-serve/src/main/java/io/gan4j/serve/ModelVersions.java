package io.gan4j.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.core.serve.ServiceOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of one model that are served: the newest of those whose folders are there. */
final class ModelVersions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelVersions.class);

  private final ModelSource source;
  private final int most;
  private final Function<Path, GeneratorModel> loader;
  private final ServiceOptions options;
  private final MeterRegistry meters;
  private final ConcurrentSkipListMap<Long, ServedModel> served = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Long, String> failures = new ConcurrentSkipListMap<>();
  private final Map<Long, FileTime> tried = new HashMap<>();

  /**
   * @param most how many are served
   * @param loader loads a generator, or throws
   */
  ModelVersions(
      ModelSource source,
      int most,
      Function<Path, GeneratorModel> loader,
      ServiceOptions options,
      MeterRegistry meters) {
    this.source = source;
    this.most = most;
    this.loader = loader;
    this.options = options;
    this.meters = meters;
  }

  String name() {
    return source.name();
  }

  /**
   * Loads what is new and closes what is no longer among the newest. What cannot be loaded is tried
   * again when its folder has changed; until then the versions before it are served.
   */
  synchronized void refresh() {
    SortedMap<Long, Path> there;
    try {
      there = source.versions();
    } catch (IOException e) {
      LOG.warn("the versions of {} cannot be listed: {}", name(), e.toString());
      return;
    }
    failures.keySet().retainAll(there.keySet());
    tried.keySet().retainAll(there.keySet());
    List<Map.Entry<Long, Path>> newestFirst = new ArrayList<>(there.entrySet());
    Collections.reverse(newestFirst);
    List<Long> wanted = new ArrayList<>();
    for (Map.Entry<Long, Path> version : newestFirst) {
      if (wanted.size() < most && isThere(version.getKey(), version.getValue())) {
        wanted.add(version.getKey());
      }
    }
    for (Map.Entry<Long, ServedModel> entry : new TreeMap<>(served).entrySet()) {
      if (!wanted.contains(entry.getKey())) {
        served.remove(entry.getKey());
        entry.getValue().close();
        LOG.info("version {} of {} is no longer served", entry.getKey(), name());
      }
    }
  }

  private boolean isThere(long number, Path folder) {
    if (served.containsKey(number)) {
      return true;
    }
    FileTime changed = changed(folder);
    if (changed.equals(tried.put(number, changed))) {
      return false;
    }
    try {
      served.put(number, load(number, folder));
      failures.remove(number);
      LOG.info("version {} of {} is served", number, name());
      return true;
    } catch (GanException | IllegalArgumentException | IllegalStateException e) {
      leaveOut(number, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) { // a damaged model must not end the looking for others
      leaveOut(number, folder + " cannot be loaded: " + e);
    }
    return false;
  }

  private void leaveOut(long number, String why) {
    failures.put(number, why);
    LOG.warn("version {} of {} is not served: {}", number, name(), why);
  }

  private static FileTime changed(Path folder) {
    try {
      Path manifest = folder.resolve("assets.extra").resolve("manifest.json");
      return Files.getLastModifiedTime(Files.exists(manifest) ? manifest : folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private ServedModel load(long number, Path folder) {
    GeneratorService service =
        GeneratorService.open(loader.apply(folder), options, meters, name() + "/" + number);
    try {
      return ServedModel.open(name(), number, folder, service);
    } catch (RuntimeException | Error e) {
      service.close();
      throw e;
    }
  }

  /** A version that is served; empty if it is not. */
  Optional<ServedModel> version(long number) {
    return Optional.ofNullable(served.get(number));
  }

  /** The newest that is served. */
  Optional<ServedModel> newest() {
    Map.Entry<Long, ServedModel> last = served.lastEntry();
    return last == null ? Optional.empty() : Optional.of(last.getValue());
  }

  /** Numbers of those that are served, the newest last. */
  List<Long> numbers() {
    return List.copyOf(served.keySet());
  }

  /** Why others are not, by their numbers. */
  Map<Long, String> failures() {
    return failures;
  }

  @Override
  public synchronized void close() {
    served.values().forEach(ServedModel::close);
    served.clear();
  }
}
