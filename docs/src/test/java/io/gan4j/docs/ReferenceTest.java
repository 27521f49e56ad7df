package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reference")
class ReferenceTest {
  @Test
  @DisplayName("is what the records and commands say; -Dmanual.write=true writes it again")
  void generated() throws IOException {
    for (Map.Entry<String, Supplier<String>> page : ReferencePages.all().entrySet()) {
      Path path = Page.ROOT.resolve(page.getKey());
      String text = page.getValue().get().replace("\r\n", "\n");
      if (Boolean.getBoolean("manual.write")) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, text);
      }
      assertThat(path).content().as(page.getKey()).isEqualTo(text);
    }
  }
}
