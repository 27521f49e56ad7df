package io.gan4j.tabular;

import io.gan4j.tabular.Tables.Setting;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import io.gan4j.testkit.PluginContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The contracts are kept by")
class ContractTest {
  @TempDir Path folder;

  @TestFactory
  @DisplayName("the reader of tables")
  Stream<DynamicTest> readers() {
    Setting mixed = Setting.of(Tables.write(folder.resolve("mixed.csv"), Tables.MIXED));
    return Stream.of(
            mixed.reader(),
            mixed.numbers(Numbers.BOUNDED).reader(),
            mixed.numbers(Numbers.QUANTILES).reader(),
            mixed.sql("SELECT colour, avg(price) AS mean FROM data GROUP BY colour").reader())
        .map(DatasetContract::of)
        .flatMap(Contract::tests);
  }

  @TestFactory
  @DisplayName("the reader, of a table that is not there")
  Stream<DynamicTest> refusals() {
    return DatasetContract.refuses(TableReader.of(folder.resolve("absent.csv")), "absent.csv")
        .tests();
  }

  @TestFactory
  @DisplayName("the plugin of this module")
  Stream<DynamicTest> plugin() {
    return PluginContract.of(new TabularPlugin(), List.of()).tests();
  }
}
