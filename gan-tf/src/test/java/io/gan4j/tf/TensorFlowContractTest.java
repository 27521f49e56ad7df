package io.gan4j.tf;

import io.gan4j.testkit.GanProviderContract;
import io.gan4j.testkit.PluginContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The TensorFlow provider")
class TensorFlowContractTest {

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return GanProviderContract.of(TensorFlowProvider.create()).tests();
  }

  @TestFactory
  Stream<DynamicTest> comesAsAPlugin() {
    return PluginContract.of(new TensorFlowPlugin(), List.of()).tests();
  }
}
