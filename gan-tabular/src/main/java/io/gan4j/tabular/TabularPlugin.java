package io.gan4j.tabular;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.tabular.internal.DuckRowFormat;
import io.gan4j.tabular.internal.JdbcRowTarget;
import io.gan4j.tabular.internal.SqlRowFilters;

/** The reader of this module, what it writes, and its preset. */
public final class TabularPlugin implements GanPlugin {

  @Override
  public String name() {
    return "gan-tabular";
  }

  @Override
  public void contribute(Contributions to) {
    to.component(DatasetReader.class, "table", TableReader.class);
    to.component(DatasetReader.class, "parquet-images", ParquetImagesReader.class);
    to.detector(new TableDetector());
    to.detector(new ParquetImagesDetector());
    for (DuckRowFormat format : DuckRowFormat.values()) {
      to.rowFormat(format.extension(), format);
    }
    to.rowFilters(new SqlRowFilters());
    to.rowTarget("jdbc", new JdbcRowTarget(System.getenv()));
    to.preset("table", requireNonNull(TabularPlugin.class.getResource("presets/table.yaml")));
  }
}
