package io.gan4j.testkit;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.Finding;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.term.Need;
import io.gan4j.api.training.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A provider on {@code double[]} that keeps the whole contract, so that a loop, a listener or a
 * command can be tested without a tensor library. Phases, terms, optimisers, schedules, averages,
 * constraints, latents and checkpoints work as they should. The networks are not those of the plan:
 * whatever fully connected layers it names, two small models with a few weights stand in for them,
 * and gradients are taken by central differences in double precision, whatever float type the plan
 * asks for. Initialisers and dropout are thus not used.
 */
public final class FakeProvider implements GanProvider {
  private static final List<Class<? extends LayerSpec>> LAYERS =
      List.of(
          Dense.class,
          Embedding.class,
          Maxout.class,
          Dropout.class,
          Flatten.class,
          Parallel.class,
          Reshape.class);
  private static final Set<String> DEVICES = Set.of("auto", "cpu");

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String version() {
    return "fake provider on double[]";
  }

  @Override
  public List<Device> devices() {
    return List.of(new Device("cpu", "this JVM"));
  }

  @Override
  public List<Finding> diagnose() {
    return List.of(new Finding(Finding.Level.OK, "fake", "there is nothing that could be missing"));
  }

  @Override
  public MemoryPlan plan(GanPlan plan) {
    long weights = 0;
    for (Player player : plan.players().keySet()) {
      FakePlayer built = new FakePlayer(player, plan);
      weights += 8L * built.arrays().values().stream().mapToLong(array -> array.data.length).sum();
    }
    long values =
        plan.sides().values().stream().mapToLong(s -> s.samples().valuesPerSample()).sum();
    long batch = 8L * plan.batchSize() * values;
    return new MemoryPlan(0, weights, 2 * batch, weights + batch, 0);
  }

  @Override
  public GanSession open(GanPlan plan) {
    if (!DEVICES.contains(plan.device())) {
      throw new ProviderException(
          "no device '" + plan.device() + "'; the fake provider has cpu (or auto)");
    }
    for (Player player : plan.players().keySet()) {
      for (LayerSpec layer : plan.player(player).network().layers()) {
        if (!(layer instanceof Activation) && !LAYERS.contains(layer.getClass())) {
          throw new ProviderException(
              "the fake provider cannot stand in for the "
                  + player.key()
                  + "'s layer "
                  + layer.getClass().getSimpleName()
                  + "; it takes activations and "
                  + LAYERS.stream().map(Class::getSimpleName).toList());
        }
      }
    }
    for (Phase phase : plan.phases()) {
      if (phase.needs(Need.INPUT_GRADIENTS)) {
        throw new ProviderException(
            "phase '" + phase.name() + "' needs input gradients, which the fake provider has not");
      }
    }
    return new FakeSession(plan);
  }

  @Override
  public GeneratorModel load(Path model, Trust trust) {
    return FakeModel.load(model);
  }
}
