package io.gan4j.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The metadata that editors complete properties by")
class ConfigurationMetadataTest {
  private final JsonNode metadata = read();

  private static JsonNode read() {
    try (InputStream in =
        requireNonNull(
            GanProperties.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"))) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  @DisplayName("names every property, with its type and what it is")
  void properties() throws ClassNotFoundException {
    List<String> names =
        metadata.path("properties").valueStream().map(p -> p.path("name").asString()).toList();
    assertThat(names)
        .containsAll(names(GanProperties.class).stream().map("gan4j."::concat).toList())
        .contains("management.health.gan4j.enabled")
        .hasSize(GanProperties.class.getRecordComponents().length + 1);
    for (JsonNode property : metadata.path("properties")) {
      assertThat(property.path("description").asString()).endsWith(".");
      assertThat(Class.forName(property.path("type").asString().replaceAll("<.*", ""))).isNotNull();
      assertThat(Class.forName(property.path("sourceType").asString())).isNotNull();
    }
  }

  @Test
  @DisplayName("says what each model can be told")
  void models() {
    String description =
        metadata
            .path("properties")
            .valueStream()
            .filter(p -> p.path("name").asString().equals("gan4j.models"))
            .findFirst()
            .orElseThrow()
            .path("description")
            .asString();
    assertThat(description).contains(names(GanProperties.Model.class));
  }
}
