package io.gan4j.core;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.provider.BatchParts;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Whether workers can train a run together, and whether all of them train the same one. */
final class WorkerCheck {
  private static final String BATCH = "data.batchSize";

  private WorkerCheck() {}

  /**
   * The plan of one of several workers.
   *
   * @param locate makes a problem of a path and a message
   * @throws ConfigException if the batch does not divide, or its parts do not add up to the batch
   */
  static GanPlan among(Workers workers, GanPlan plan, BiFunction<String, String, Problem> locate) {
    if (workers.isAlone()) {
      return plan;
    }
    List<Problem> problems = new ArrayList<>();
    int parts = plan.accumulate() * workers.count();
    if (plan.batchSize() % parts != 0) {
      problems.add(
          locate.apply(
              BATCH,
              "must be a multiple of "
                  + parts
                  + ", of the workers"
                  + (plan.accumulate() > 1 ? " times training.accumulate" : "")
                  + ", found "
                  + plan.batchSize()));
    }
    for (String obstacle : BatchParts.obstaclesToSharing(plan)) {
      problems.add(
          locate.apply(
              BATCH,
              "several workers cannot share a batch: "
                  + obstacle
                  + (plan.accumulate() > 1
                      ? ". Train without training.accumulate, with one worker, or take that out"
                      : ". Train with one worker, or take that out")));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return plan.toBuilder().workers(workers).build();
  }

  /**
   * Waits for all workers, and compares what each is about to train.
   *
   * @throws GanException if one of them is about to train something else; every worker throws
   */
  static void requireAlike(GanSession session, RunRecord record) {
    Workers workers = session.plan().workers();
    if (workers.isAlone()) {
      return;
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("run file", record.config());
    facts.put("data", record.dataHash());
    new TreeMap<>(record.versions())
        .forEach(
            (what, version) -> {
              if (!what.equals("os")) {
                facts.put("version of " + what, version);
              }
            });
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      List<Integer> others = session.workersThatDiffer(fact.getValue());
      if (!others.isEmpty()) {
        throw new GanException(
            "another "
                + fact.getKey()
                + " than worker 0's: "
                + others.stream()
                    .map(worker -> "worker " + worker + " at " + workers.addresses().get(worker))
                    .collect(Collectors.joining(", "))
                + (others.contains(workers.index()) ? "; this one's: " + fact.getValue() : ""));
      }
    }
  }
}
