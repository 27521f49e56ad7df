package io.gan4j.components;

import io.gan4j.testkit.PluginContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The built-in plugin")
class BuiltinPluginTest {

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return PluginContract.of(new BuiltinPlugin(), List.of()).tests();
  }
}
