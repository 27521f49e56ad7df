package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.cli.InspectionText.Source;
import io.gan4j.core.data.Inspection;
import io.gan4j.core.data.Inspection.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a source holds")
class InspectionTextTest {
  private static Inspection folder() {
    Map<String, Long> forms = new TreeMap<>();
    Map<String, Long> labels = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      forms.put((100 + i) + "x100x3", i == 7 ? 5_000L : 1L);
      labels.put("class " + i, 26L);
    }
    return new Inspection(
        "photos, 5,200 images",
        5_200,
        forms,
        labels,
        new Values(0, 255, 101.5),
        3,
        2,
        List.of("a.png is cut off", "b.png is\u001b[2J empty"),
        List.of());
  }

  @Test
  @DisplayName("is told in few lines, however many shapes and classes there are")
  void few() {
    Source source = new Source(null, "image-folder", "holds pictures", null, null);
    assertThat(InspectionText.of(source, folder(), false))
        .containsExactly(
            "format      image-folder: holds pictures",
            "source      photos, 5,200 images",
            "samples     5,200 of 200 shapes: 107x100x3 (5,000), 100x100x3 (1), 101x100x3 (1), …",
            "values      0 to 255, mean 101.5000",
            "labels      200 classes: class 0 (26), class 1 (26), class 2 (26), class 3 (26), class 4"
                + " (26), class 5 (26), class 6 (26), class 7 (26), class 8 (26), class 9 (26), …",
            "faults      3 equal to an earlier one, 2 broken",
            "            a.png is cut off",
            "            --details shows every shape, every class and what is broken");
  }

  @Test
  @DisplayName("is told whole where that is asked for, and moves no cursor")
  void details() {
    Source source = new Source(null, "image-folder", null, null, null);
    assertThat(InspectionText.of(source, folder(), true))
        .hasSize(2 + 1 + 200 + 1 + 2 + 2 + 200)
        .contains("            107x100x3 (5,000)", "            b.png is [2J empty");
  }
}
