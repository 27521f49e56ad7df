package io.gan4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SamplePictures;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.web.bind.annotation.RestController;
import org.tensorflow.ndarray.FloatNdArray;

/** A whole application, with TensorFlow, a web server and the actuator. */
@Tag("slow")
@DisplayName("A web application with a trained generator")
class ApplicationTest {
  private static final Path PAGE = Path.of("../docs/how-to/spring-boot.md");
  private static final Pattern SHOWN =
      Pattern.compile(
          "<!-- run by .*PictureApplication.java -->\\R```java\\R(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  /** The application of the manual's page, compiled. */
  private Class<?> application() throws Exception {
    Matcher shown = SHOWN.matcher(Files.readString(PAGE));
    assertThat(shown.find()).isTrue();
    Path source = folder.resolve("PictureApplication.java");
    Files.writeString(source, shown.group(1));
    Path classes = folder.resolve("classes");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-cp",
                places(),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(failed).isZero();
    ClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ApplicationTest.class.getClassLoader());
    return loader.loadClass("com.example.PictureApplication");
  }

  /** Where the classes are that the application sees. */
  private static String places() throws URISyntaxException {
    Set<String> places = new TreeSet<>();
    for (Class<?> seen :
        List.of(
            SampleSpace.class,
            GeneratorService.class,
            SamplePictures.class,
            GanProperties.class,
            FloatNdArray.class,
            Qualifier.class,
            SpringApplication.class,
            SpringBootApplication.class,
            ComponentScan.class,
            AliasFor.class,
            RestController.class)) {
      places.add(
          Path.of(seen.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static ConfigurableApplicationContext start(Class<?> application, Path model) {
    return new SpringApplication(
            new DefaultResourceLoader(application.getClassLoader()), application)
        .run(
            "--server.port=0",
            "--gan4j.models.digits.path=" + model,
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoint.health.show-details=always");
  }

  private Path exported() {
    Path model = folder.resolve("digits");
    Gan gan = Gan.load();
    try (Training training =
        gan.open(gan.preset("digits", "training.steps=1", "evaluation.everyImages=0"))) {
      training.run();
      training.export(model);
    }
    return model;
  }

  private HttpResponse<byte[]> get(int port, String address)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("answers with a seed's picture, its health and its meters")
  void answers() throws Exception {
    Path model = exported();
    try (ConfigurableApplicationContext context = start(application(), model)) {
      int port = ((WebServerApplicationContext) context).getWebServer().getPort();
      HttpResponse<byte[]> five = get(port, "/5");
      assertThat(five.statusCode()).isEqualTo(200);
      assertThat(five.headers().firstValue("content-type")).contains("image/png");
      try (GeneratorModel loaded = Gan.load().load(model)) {
        FloatNdArray sample = loaded.sample(5, 4);
        SampleSpace space = SamplePictures.space(model, loaded, sample.shape().tail());
        assertThat(five.body()).isEqualTo(Png.encode(SamplePictures.of(sample, space).get(0)));
      }
      assertThat(text(get(port, "/actuator/health/gan4j/digits")))
          .contains("\"status\":\"UP\"", "\"waiting\":0");
      assertThat(text(get(port, "/actuator/health"))).contains("\"gan4j\":{\"status\":\"UP\"");
      assertThat(text(get(port, "/actuator/metrics/gan.service.samples?tag=model:digits")))
          .contains("\"name\":\"gan.service.samples\"");
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  @DisplayName("says in the log why it does not start, in words of its own")
  void damaged(CapturedOutput output) throws Exception {
    Class<?> application = application();
    assertThatThrownBy(() -> start(application, folder.resolve("none")))
        .hasRootCauseInstanceOf(GanException.class);
    assertThat(output.getAll())
        .contains("the model digits cannot be opened", "Let gan4j.models.digits.path be")
        .doesNotContain("\tat ");
  }
}
