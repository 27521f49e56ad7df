package io.gan4j.cli;

import io.gan4j.api.game.Game;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.testkit.FakeProvider;
import io.gan4j.testkit.TwoDomainsGame;

/** A game of two domains, and the provider on plain doubles, as a user's jar would bring them. */
public final class TwoDomainsPlugin implements GanPlugin {

  @Override
  public String name() {
    return "two-domains";
  }

  @Override
  public void contribute(Contributions to) {
    to.component(Game.class, "two-domains", TwoDomainsGame.class);
    to.provider("test-doubles", FakeProvider::new);
  }
}
