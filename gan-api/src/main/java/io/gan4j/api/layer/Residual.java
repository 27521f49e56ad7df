package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;

/**
 * A body of layers and a way around it: {@code body(x) + shortcut(x)}, where a shortcut without
 * layers is x itself. With {@code combine: concat} it is a skip connection as in U-Net, one within
 * the other's body for each scale.
 */
@Doc(
    value = "Residual block: body(x) + shortcut(x)",
    paper = "He et al. 2016, Deep Residual Learning")
public record Residual(
    @Doc("The layers, first to last") List<LayerSpec> body,
    @Doc("Layers of the shortcut; empty: the input itself") @Default("[]") List<LayerSpec> shortcut,
    @Doc("How the two are joined: add, multiply or concat along the last axis") @Default("add")
        Combine combine)
    implements Branching {

  public Residual {
    body = List.copyOf(Check.notEmpty("body", body));
    shortcut = List.copyOf(shortcut);
  }

  @Override
  public List<Branch> branches() {
    return List.of(new Branch("body", body), new Branch("shortcut", shortcut));
  }
}
