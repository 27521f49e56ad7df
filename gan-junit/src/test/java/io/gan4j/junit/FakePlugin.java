package io.gan4j.junit;

import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.testkit.FakeProvider;

/** Brings the provider on plain doubles. */
public final class FakePlugin implements GanPlugin {
  @Override
  public String name() {
    return "fake";
  }

  @Override
  public void contribute(Contributions to) {
    to.provider("fake", FakeProvider::new);
  }
}
