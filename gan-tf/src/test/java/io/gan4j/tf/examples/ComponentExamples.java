package io.gan4j.tf.examples;

import io.gan4j.api.config.TermConfig;
import io.gan4j.api.data.Latents;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.components.loss.Divergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Losses, terms and latents: those that are named here, with settings that change what they
 * compute, and every other that is registered, with its defaults. One that has no defaults has to
 * be named.
 */
public final class ComponentExamples {
  private ComponentExamples() {}

  /** Gradients are proven for each. */
  public static List<Loss> losses() {
    List<String> losses =
        new ArrayList<>(
            List.of(
                "{type: squared-error, maskedFakes: 0.3}",
                "{type: least-squares, fakeTarget: -1, generatorTarget: 0}",
                "relativistic-average",
                "{type: relativistic-average, cost: hinge, halves: mean}",
                "{type: relativistic-average, cost: least-squares}",
                "relativistic-pairing",
                "{type: relativistic-pairing, cost: hinge}",
                "{type: relativistic-pairing, cost: least-squares}",
                "{type: cross-entropy, realTarget: 0.9, fakeTarget: 0.1}",
                "{type: flipped-labels, of: non-saturating, rate: 0.3}",
                "{type: began, lambda: 0.2}"));
    for (Divergence divergence : Divergence.values()) {
      String name = divergence.name().toLowerCase(Locale.ROOT).replace('_', '-');
      losses.add("{type: f-gan, divergence: " + name + ", saturating: true}");
      losses.add("{type: f-gan, divergence: " + name + ", halves: mean}");
    }
    return all(Loss.class, losses);
  }

  /** Gradients are proven for each, on images of two channels. */
  public static List<TermConfig> terms() {
    List<TermConfig> terms = new ArrayList<>();
    List.of(
            "{type: loss, player: generator, loss: hinge, weight: 0.5}",
            "{type: l2, player: discriminator, weight: 0.1}",
            "{type: gradient-penalty, weight: 1}",
            "{type: gradient-penalty, weight: 0.1, target: 0.1, oneSided: true}",
            "{type: r1, gamma: 1}",
            "{type: r2, gamma: 1}",
            "{type: dragan, weight: 1}",
            "{type: bcr, realWeight: 1, fakeWeight: 2, shift: 2}",
            "{type: zcr, player: discriminator, weight: 2, stddev: 0.5}",
            "{type: zcr, player: generator, weight: 0.1, stddev: 0.5}",
            "{type: lecam, decay: 0.9}",
            "{type: lecam, decay: 0.9, oneSided: false}",
            "{type: feature-matching, weight: 0.1}",
            "{type: feature-matching, weight: 0.1, layer: 0.conv2d}")
        .forEach(yaml -> terms.add(Registered.bind(TermConfig.class, yaml)));
    others(Term.class, terms.stream().map(TermConfig::term).toList())
        .forEach(name -> terms.add(Registered.bind(TermConfig.class, name)));
    return terms;
  }

  /**
   * An export is proven to draw each as training does.
   *
   * @param size values of one
   */
  public static List<Latents> latents(int size) {
    return all(
        Latents.class,
        List.of(
            "{type: normal, size: " + size + "}",
            "{type: uniform, size: " + size + ", low: -1, high: 1}",
            "{type: truncated-normal, size: " + size + "}",
            "{type: pool, of: {type: normal, size: " + size + "}, rows: 20, scale: unit}",
            "{type: scaled, of: {type: normal, size: " + size + "}, scale: 0.7}"));
  }

  private static <C> List<C> all(Class<C> kind, List<String> named) {
    List<C> all = new ArrayList<>();
    named.forEach(yaml -> all.add(Registered.bind(kind, yaml)));
    others(kind, all).forEach(name -> all.add(Registered.bind(kind, name)));
    return all;
  }

  /** Names of what is registered, and not among these. */
  private static List<String> others(Class<?> kind, List<?> components) {
    List<String> there = Registered.names(kind, components);
    return Registered.names(kind).stream().filter(name -> !there.contains(name)).toList();
  }
}
