package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.provider.Workers;
import io.gan4j.core.config.Node;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.config.YamlTree;
import io.gan4j.core.workers.TfConfig;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of workers")
class WorkersPageTest {
  private static String text(Node document, String path) {
    Node node = document;
    for (String key : path.split("/", -1)) {
      node =
          node instanceof Sequence list
              ? list.items().get(Integer.parseInt(key))
              : ((Mapping) node).entry(key).orElseThrow().value();
    }
    return ((Scalar) node).text();
  }

  @Test
  @DisplayName("has a job for Kubernetes whose pods know each other and themselves")
  void kubernetes() throws IOException {
    String[] documents = Page.read("docs/workers.md").file("workers.yaml").split("(?m)^---$", -1);
    Node service = YamlTree.parse(documents[0], "service");
    Node job = YamlTree.parse(documents[1], "job");
    String name = text(job, "metadata/name");
    assertThat(text(service, "spec/clusterIP")).as("headless").isEqualTo("None");
    assertThat(text(service, "spec/selector/job-name")).isEqualTo(name);
    assertThat(text(job, "spec/completionMode")).isEqualTo("Indexed");
    assertThat(text(job, "spec/template/spec/subdomain")).isEqualTo(text(service, "metadata/name"));
    int pods = Integer.parseInt(text(job, "spec/completions"));
    assertThat(text(job, "spec/parallelism")).isEqualTo(Integer.toString(pods));
    Matcher variable =
        Pattern.compile("TF_CONFIG=\"(.*?[^\\\\])\";")
            .matcher(text(job, "spec/template/spec/containers/0/args/0"));
    assertThat(variable.find()).isTrue();
    for (int pod = 0; pod < pods; pod++) {
      String config =
          variable
              .group(1)
              .replace("\\\"", "\"")
              .replace("$JOB_COMPLETION_INDEX", Integer.toString(pod));
      Workers workers = TfConfig.of(Map.of(TfConfig.VARIABLE, config));
      assertThat(workers.index()).isEqualTo(pod);
      assertThat(workers.addresses())
          .hasSize(pods)
          .element(pod)
          .asString()
          .startsWith(name + "-" + pod + "." + text(service, "metadata/name") + ":");
    }
  }
}
