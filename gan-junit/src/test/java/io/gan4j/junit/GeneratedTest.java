package io.gan4j.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.testkit.FakeProvider;
import io.gan4j.testkit.SmallPlan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("A parameter of a test that is generated")
class GeneratedTest {
  private static final String MODELS = "target/generated-models/";
  private static final String PICTURES = MODELS + "pictures";
  private static final String ROWS = MODELS + "rows";

  private static final String COLUMNS =
      """
      {"columns": [
        {"kind": "number", "name": "shoe size", "type": "DOUBLE", "nulls": false,
         "scale": {"kind": "standard", "mean": 40, "deviation": 3},
         "limits": {"low": 30, "high": 50, "decimals": 1}},
        {"kind": "category", "name": "word", "type": "VARCHAR", "nulls": false,
         "values": ["a", "b", "c"]}]}
      """;

  record Person(double shoeSize, String word) {}

  @BeforeAll
  static void export() throws IOException {
    FileTrees.remove(Path.of(MODELS));
    try (GanSession session = new FakeProvider().open(SmallPlan.images().build())) {
      session.export(Path.of(PICTURES), Map.of("rangeLow", "0.0", "rangeHigh", "1.0"));
      session.export(Path.of(ROWS), Map.of("columns", COLUMNS));
    }
  }

  @Test
  @DisplayName("can be rows, the same for a seed")
  void rows(
      @Generated(model = ROWS, seed = 5, count = 20) List<Person> people,
      @Generated(model = ROWS, seed = 5) Stream<Person> more,
      @Generated(model = ROWS, seed = 6, count = 20) List<Person> others) {
    assertThat(people).hasSize(20).allMatch(person -> person.shoeSize() >= 30);
    assertThat(more.limit(20)).isEqualTo(people).isNotEqualTo(others);
  }

  @Test
  @DisplayName("can be pictures")
  void pictures(
      @Generated(model = PICTURES) BufferedImage one,
      @Generated(model = PICTURES, count = 3) List<BufferedImage> three) {
    assertThat(List.of(one.getWidth(), one.getHeight())).containsExactly(2, 2);
    assertThat(three).hasSize(3);
    assertThat(three.get(0).getRaster().getSample(1, 1, 0))
        .isEqualTo(one.getRaster().getSample(1, 1, 0));
  }

  @Test
  @DisplayName("can be the numbers, or the generator")
  void numbers(
      @Generated(model = PICTURES, seed = 3, count = 2) FloatNdArray numbers,
      @Generated(model = PICTURES) GeneratorModel model) {
    assertThat(numbers.shape()).isEqualTo(Shape.of(2, 2, 2, 1));
    assertThat(model.sample(3, 2)).isEqualTo(numbers);
  }
}
