package io.gan4j.api.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An engine that builds and trains GANs. Stateless: what it opens holds the state. */
public interface GanProvider {

  /** For example {@code tensorflow}. */
  String name();

  /**
   * Versions of what it runs on, for provenance: one line, for example {@code TensorFlow 2.18.0
   * (TensorFlow Java 1.1.0)}.
   */
  String version();

  /** The devices it sees; the first is what {@code auto} takes. */
  List<Device> devices();

  /**
   * Findings for {@code gan doctor}: natives, devices, and what is missing for those that are not
   * there.
   */
  List<Finding> diagnose();

  /**
   * The precisions that it takes. A provider that takes {@link Precision#MIXED} may compute in
   * float32 where the machine has no instructions for less; what its session computes in, it says.
   */
  default Set<Precision> precisions() {
    return Set.of(Precision.FLOAT32);
  }

  /** Memory that a plan needs, computed without opening it. */
  MemoryPlan plan(GanPlan plan);

  /**
   * Builds both players with their initial weights.
   *
   * @throws io.gan4j.api.ProviderException if the plan holds a layer or optimiser it has no builder
   *     for, a combination that cannot work, or a device that is not there; the message names it
   *     and what would be accepted
   */
  GanSession open(GanPlan plan);

  /**
   * The same, once what it needs is known and before any memory of that size is taken.
   *
   * @param admit is told what the plan needs, and throws what is thrown on if that is too much
   */
  default GanSession open(GanPlan plan, Consumer<MemoryPlan> admit) {
    admit.accept(plan(plan));
    return open(plan);
  }

  /**
   * Loads a generator that was exported.
   *
   * @param model the SavedModel's folder
   * @param trust whether it is checked before it can do anything
   * @throws io.gan4j.api.ProviderException if it is not one, or does more than calculate
   */
  GeneratorModel load(Path model, Trust trust);

  /** The same, of a model that may come from a stranger. */
  default GeneratorModel load(Path model) {
    return load(model, Trust.CHECKED);
  }
}
