package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.PlayerConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.core.Gan;
import io.gan4j.core.config.Describe;
import io.gan4j.core.config.Describe.ParameterInfo;
import io.gan4j.core.config.Describe.RecordInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The manual's page on conventions")
class ConventionsPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]*\\|[^|]*\\|[^|]*\\|([^|]*)\\|$");
  private static final Pattern KEY = Pattern.compile("`(?:data\\.)?\\{?(\\w+)(?:: [^`]*)?`");

  /** Words of the last column that are names of components or choices, or somebody else's. */
  private static final Set<String> OTHERS =
      Set.of(
          "type",
          "simultaneous",
          "output_padding",
          "count_include_pad",
          "drop_last",
          "reshape",
          "flatten");

  @Test
  @DisplayName("names keys that there are")
  void keys() throws IOException {
    Describe describe = new Describe(Gan.load().registry());
    Stream<RecordInfo> records =
        Stream.concat(
            describe.kinds().stream().flatMap(kind -> kind.components().stream()),
            Stream.of(DataConfig.class, PlayerConfig.class, TrainingConfig.class)
                .map(describe::section));
    Set<String> known =
        records
            .flatMap(record -> record.parameters().stream())
            .map(ParameterInfo::name)
            .collect(Collectors.toSet());
    List<String> named = new ArrayList<>();
    Matcher rows = ROW.matcher(Files.readString(Page.ROOT.resolve("docs/conventions.md")));
    while (rows.find()) {
      Matcher keys = KEY.matcher(rows.group(1));
      while (keys.find()) {
        if (!OTHERS.contains(keys.group(1))) {
          named.add(keys.group(1));
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(known).containsAll(named);
  }
}
