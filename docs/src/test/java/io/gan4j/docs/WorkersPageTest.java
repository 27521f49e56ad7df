package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.gan4j.api.provider.Workers;
import io.gan4j.core.workers.TfConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of workers")
class WorkersPageTest {
  @Test
  @DisplayName("has a job for Kubernetes whose pods know each other and themselves")
  void kubernetes() throws IOException {
    String yaml = Page.read("docs/workers.md").file("workers.yaml");
    ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
    List<JsonNode> documents =
        mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
    JsonNode service = documents.get(0);
    JsonNode job = documents.get(1);
    assertThat(service.at("/spec/clusterIP").asText()).as("headless").isEqualTo("None");
    assertThat(service.at("/spec/selector/job-name").asText())
        .isEqualTo(job.at("/metadata/name").asText());
    assertThat(job.at("/spec/completionMode").asText()).isEqualTo("Indexed");
    String name = service.at("/metadata/name").asText();
    assertThat(job.at("/spec/template/spec/subdomain").asText()).isEqualTo(name);
    String script = job.at("/spec/template/spec/containers/0/args/0").asText();
    Matcher variable = Pattern.compile("TF_CONFIG=\"(.*?[^\\\\])\";").matcher(script);
    assertThat(variable.find()).isTrue();
    int pods = job.at("/spec/completions").asInt();
    assertThat(job.at("/spec/parallelism").asInt()).isEqualTo(pods);
    for (int pod = 0; pod < pods; pod++) {
      String text =
          variable
              .group(1)
              .replace("\\\"", "\"")
              .replace("$JOB_COMPLETION_INDEX", Integer.toString(pod));
      Workers workers = TfConfig.of(Map.of(TfConfig.VARIABLE, text));
      assertThat(workers.index()).isEqualTo(pod);
      assertThat(workers.addresses())
          .hasSize(pods)
          .element(pod)
          .asString()
          .startsWith(job.at("/metadata/name").asText() + "-" + pod + "." + name + ":");
    }
  }
}
