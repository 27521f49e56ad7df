package io.gan4j.report;

import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;

/** Brings the pictures of a run directory. */
public final class ReportPlugin implements GanPlugin {
  @Override
  public String name() {
    return "report";
  }

  @Override
  public void contribute(Contributions to) {
    to.listener("pictures", Pictures::new);
  }
}
