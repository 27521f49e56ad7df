package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The manual's index")
class IndexTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| \\[[^|]+\\) \\| (?:`([^`]+)`)? \\|$");

  @Test
  @DisplayName("names keys that there are, by terms in the order of the alphabet")
  void keys() throws IOException {
    String runFile = Files.readString(Page.ROOT.resolve("docs/reference/run-file.md"));
    List<String> terms = new ArrayList<>();
    Matcher rows = ROW.matcher(Files.readString(Page.ROOT.resolve("docs/index.md")));
    while (rows.find()) {
      terms.add(rows.group(1).toLowerCase(Locale.ROOT));
      String key = rows.group(2);
      if (key != null) {
        assertThat(runFile)
            .contains(
                "| `"
                    + key.replaceFirst("^discriminator", "generator")
                        .replaceFirst("^data\\.reader\\..*", "data.reader")
                    + "` |");
      }
    }
    assertThat(terms).hasSizeGreaterThan(100).isSorted();
  }
}
