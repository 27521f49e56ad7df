package io.gan4j.core.workers;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.provider.Workers;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.core.config.Node;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.config.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as TensorFlow's tools describe it to a process, in the environment variable {@code
 * TF_CONFIG}: {@code {"cluster": {"worker": ["a:2222", "b:2222"]}, "task": {"type": "worker",
 * "index": 0}}}. A job {@code chief} is worker 0, and those of the job {@code worker} follow;
 * without one, the first of the job {@code worker} is the chief.
 */
public final class TfConfig {
  /** The environment variable. */
  public static final String VARIABLE = "TF_CONFIG";

  private static final String CHIEF = "chief";
  private static final String WORKER = "worker";

  private TfConfig() {}

  /**
   * The workers that an environment names; one alone where it names none.
   *
   * @throws GanException if the variable is not of the form above, or names other jobs
   */
  public static Workers of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    if (text.isBlank()) {
      return Workers.ALONE;
    }
    try {
      return parse(YamlTree.parse(text, VARIABLE));
    } catch (ConfigException | InvalidValueException e) {
      throw new GanException(VARIABLE + ": " + e.getMessage(), e);
    }
  }

  /** What the variable says to a process of workers that are no separate chief. */
  public static String describe(Workers workers) {
    String addresses =
        workers.addresses().stream()
            .map(address -> '"' + address + '"')
            .collect(Collectors.joining(", "));
    return "{\"cluster\": {\"worker\": ["
        + addresses
        + "]}, \"task\": {\"type\": \"worker\", \"index\": "
        + workers.index()
        + "}}";
  }

  private static Workers parse(@Nullable Node root) {
    Mapping cluster = mapping(root, "cluster");
    Mapping task = mapping(root, "task");
    for (Entry job : cluster.entries()) {
      if (!job.key().equals(CHIEF) && !job.key().equals(WORKER)) {
        throw new GanException(
            VARIABLE
                + ": the cluster has a job '"
                + job.key()
                + "'; a run is trained by the jobs chief and worker alone");
      }
    }
    List<String> chiefs = addresses(cluster, CHIEF);
    List<String> all = new ArrayList<>(chiefs);
    all.addAll(addresses(cluster, WORKER));
    if (chiefs.size() > 1) {
      throw new GanException(VARIABLE + ": there are two chiefs, " + String.join(" and ", chiefs));
    }
    if (all.isEmpty()) {
      throw new GanException(VARIABLE + ": the cluster has no workers");
    }
    all.stream()
        .filter(address -> all.indexOf(address) != all.lastIndexOf(address))
        .findFirst()
        .ifPresent(
            address -> {
              throw new GanException(VARIABLE + ": two workers have the address " + address);
            });
    String type = text(task, "type").orElse(WORKER);
    int index = index(task);
    if (type.equals(CHIEF)) {
      require(index, chiefs.size(), CHIEF);
      return new Workers(0, all);
    }
    if (!type.equals(WORKER)) {
      throw new GanException(
          VARIABLE + ": task.type must be chief or worker, found '" + type + "'");
    }
    require(index, all.size() - chiefs.size(), WORKER);
    return new Workers(chiefs.size() + index, all);
  }

  private static void require(int index, int count, String job) {
    if (index < 0 || index >= count) {
      throw new GanException(
          VARIABLE
              + ": task.index is "
              + index
              + ", and there are "
              + count
              + " of the job "
              + job);
    }
  }

  private static int index(Mapping task) {
    String index = text(task, "index").orElse("0");
    try {
      return Integer.parseInt(index);
    } catch (NumberFormatException e) {
      throw new GanException(
          VARIABLE + ": task.index must be a whole number, found '" + index + "'", e);
    }
  }

  private static Mapping mapping(@Nullable Node root, String key) {
    if (root instanceof Mapping mapping
        && mapping.entry(key).map(Entry::value).orElse(null) instanceof Mapping found) {
      return found;
    }
    throw new GanException(VARIABLE + ": has no object '" + key + "'");
  }

  private static List<String> addresses(Mapping cluster, String job) {
    List<String> addresses = new ArrayList<>();
    if (cluster.entry(job).map(Entry::value).orElse(null) instanceof Sequence list) {
      for (Node item : list.items()) {
        addresses.add(item instanceof Scalar scalar ? scalar.text() : item.described());
      }
    } else if (cluster.entry(job).isPresent()) {
      throw new GanException(VARIABLE + ": cluster." + job + " must be a list of host:port");
    }
    return addresses;
  }

  private static Optional<String> text(Mapping mapping, String key) {
    return mapping
        .entry(key)
        .map(Entry::value)
        .map(node -> node instanceof Scalar s ? s.text() : "");
  }
}
