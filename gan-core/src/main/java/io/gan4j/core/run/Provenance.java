package io.gan4j.core.run;

import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Precision;
import io.gan4j.core.checkpoint.Checkpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Where a run comes from: its record, and what is written beside its exported generator. */
public final class Provenance {
  /** What the names of plugins begin with among the versions. */
  private static final String PLUGIN = "plugin.";

  /** Among the versions: what the products of a run in mixed precision are computed in. */
  public static final String ARITHMETIC = "arithmetic";

  private static final String VERSION = "version.";

  private Provenance() {}

  /** Whether a part of an origin is a plugin, which computes what its run is. */
  public static boolean isPlugin(String origin) {
    return origin.startsWith(VERSION + PLUGIN);
  }

  /**
   * The record of a run that is about to start.
   *
   * @param data of each side
   * @param session that is to train
   * @param plugins versions and hashes of the plugins that it takes components from, by name
   */
  public static RunRecord record(
      RunConfig config,
      String resolved,
      Collection<Dataset> data,
      GanProvider provider,
      GanSession session,
      Map<String, String> plugins) {
    Map<String, String> versions = new TreeMap<>();
    plugins.forEach((name, version) -> versions.put(PLUGIN + name, version));
    versions.put("gan4j", Version.gan4j());
    versions.put("provider", provider.version());
    if (config.precision() != Precision.FLOAT32) {
      versions.put(ARITHMETIC, session.arithmetic());
    }
    versions.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    versions.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    return new RunRecord(
        config.name(),
        resolved,
        config.seed(),
        data.stream().map(Dataset::description).collect(Collectors.joining("; ")),
        contentHash(data),
        session.device(),
        versions,
        host(),
        Instant.now(),
        null);
  }

  /** Of one data set its own, of several one that all of theirs determine. */
  private static String contentHash(Collection<Dataset> data) {
    List<String> hashes = data.stream().map(Dataset::contentHash).toList();
    return hashes.size() == 1 ? hashes.get(0) : Sha256.of(String.join("\n", hashes));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown"; // a machine without a name for itself trains as well
    }
  }

  /** What a checkpoint says of where it comes from. */
  public static Map<String, String> origin(RunRecord record) {
    Map<String, String> origin = new TreeMap<>();
    origin.put(Checkpoint.DATA, record.dataHash());
    origin.put(Checkpoint.DEVICE, record.device());
    origin.put(Checkpoint.PROCESSORS, Integer.toString(Runtime.getRuntime().availableProcessors()));
    record.versions().forEach((what, version) -> origin.put(VERSION + what, version));
    return origin;
  }

  /** What is written beside an exported player. */
  static Map<String, String> of(
      RunRecord record, GanPlan plan, Player player, long step, long imagesSeen) {
    String side = plan.player(player).side();
    SampleSpace samples = plan.side(side).samples();
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("name", record.name());
    metadata.put("config", record.config());
    metadata.put("seed", Long.toString(record.seed()));
    metadata.put("dataset", record.dataset());
    metadata.put("dataHash", record.dataHash());
    metadata.put("step", Long.toString(step));
    metadata.put("imagesSeen", Long.toString(imagesSeen));
    if (!side.equals(plan.sides().keySet().iterator().next())) {
      metadata.put(ExportedSamples.SIDE, side);
    }
    metadata.put(
        "sampleShape",
        LongStream.of(samples.shape().asArray())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",")));
    metadata.put("sampleElement", samples.element().name());
    metadata.putAll(ChannelLevels.of(samples).map(ChannelLevels::describe).orElse(Map.of()));
    metadata.put("rangeLow", Double.toString(samples.range().low()));
    metadata.put("rangeHigh", Double.toString(samples.range().high()));
    if (samples.columns() != null) {
      metadata.putAll(ExportedSamples.describe(samples.columns()));
    }
    plan.maker()
        .flatMap(plan::conditionOf)
        .map(SampleSpace::columns)
        .ifPresent(columns -> metadata.putAll(ExportedSamples.describeConditions(columns)));
    LabelSpace labels = plan.side(side).labels();
    boolean sampled =
        plan.maker().filter(maker -> plan.classesSeenBy(maker.player()) > 0).isPresent();
    if (labels != null && (sampled || plan.classesSeenBy(player) > 0)) {
      metadata.putAll(ExportedSamples.describe(labels));
    }
    record.versions().forEach((what, version) -> metadata.put("version." + what, version));
    return metadata;
  }
}
