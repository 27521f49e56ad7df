package io.gan4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.serve.ServiceOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The server")
@Timeout(60)
class GanServerTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient client = HttpClient.newHttpClient();
  private final LinearModel digits = LinearModel.pictures(3);
  @TempDir Path parent;
  private GanServer server;

  @BeforeEach
  void start() {
    start(ServerOptions.DEFAULT);
  }

  private void start(ServerOptions options) {
    if (server != null) {
      server.close();
    }
    server =
        GanServer.start(
            List.of(
                ModelSource.of(LinearModel.folder(parent, "digits")),
                ModelSource.of(LinearModel.folder(parent, "faces")),
                ModelSource.of(LinearModel.folder(parent, "people"))),
            this::model,
            options.at(ServerOptions.LOOPBACK, 0));
  }

  private GeneratorModel model(Path folder) {
    return switch (String.valueOf(folder.getFileName())) {
      case "digits" -> digits;
      case "people" -> LinearModel.rows();
      default -> LinearModel.pictures(0);
    };
  }

  @AfterEach
  void close() {
    digits.gate.countDown();
    server.close();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder to(String address) {
    return HttpRequest.newBuilder(server.uri().resolve(address));
  }

  private HttpResponse<byte[]> get(String address) {
    return send(to(address));
  }

  private HttpResponse<byte[]> post(String address, String body) {
    return send(to(address).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private JsonNode posted(String address, String body) {
    HttpResponse<byte[]> answer = post(address, body.replace('\'', '"'));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static BufferedImage picture(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("answers Serving's status and metadata")
  void servingFacts() {
    JsonNode status = JSON.readTree(get("/v1/models/digits").body());
    assertThat(status.path("model_version_status").get(0).path("version").asString())
        .isEqualTo("1");
    assertThat(status.path("model_version_status").get(0).path("state").asString())
        .isEqualTo("AVAILABLE");
    JsonNode signature =
        JSON.readTree(get("/v1/models/digits/versions/1/metadata").body())
            .at("/metadata/signature_def/signature_def/serving_default");
    assertThat(signature.at("/inputs/latents/tensor_shape/dim/1/size").asString()).isEqualTo("4");
    assertThat(signature.at("/inputs/labels/dtype").asString()).isEqualTo("DT_INT32");
    assertThat(signature.at("/outputs/samples/dtype").asString()).isEqualTo("DT_FLOAT");
  }

  @Test
  @DisplayName("answers Serving's predictions in rows and in columns")
  void predict() {
    JsonNode rows =
        posted("/v1/models/faces:predict", "{'instances': [[0.5, 0, 0, 0], [0, 0, 0, 0.25]]}");
    assertThat(rows.toString())
        .isEqualTo(
            "{\"predictions\":[[[[0.5],[0.0]],[[0.0],[0.0]]],[[[0.0],[0.0]],[[0.0],[0.25]]]]}");
    JsonNode objects =
        posted(
            "/v1/models/digits:predict",
            "{'signature_name': 'serving_default', 'instances':"
                + " [{'latents': [0, 0, 0, 0], 'labels': 2}]}");
    assertThat(objects.at("/predictions/0/0/0/0").floatValue()).isEqualTo(0.2f);
    JsonNode columns =
        posted("/v1/models/faces/versions/1:predict", "{'inputs': {'latents': [[1, 0, 0, 0]]}}");
    assertThat(columns.at("/outputs/0/0/0/0").floatValue()).isEqualTo(1f);
    JsonNode sampled =
        posted(
            "/v1/models/digits:predict",
            "{'signature_name': 'sample', 'inputs': {'seed': 5, 'count': 3, 'labels': [1]}}");
    assertThat(sampled.path("outputs").size()).isEqualTo(3);
    JsonNode range =
        posted("/v1/models/digits:predict", "{'signature_name': 'range', 'inputs': {}}");
    assertThat(range.toString()).isEqualTo("{\"outputs\":{\"low\":-1.0,\"high\":1.0}}");
    JsonNode images =
        posted(
            "/v1/models/digits:predict",
            "{'signature_name': 'images', 'instances': [{'seed': 5, 'labels': 0}, {'seed': 6,"
                + " 'labels': 1}]}");
    BufferedImage first =
        picture(Base64.getDecoder().decode(images.at("/predictions/0/b64").asString()));
    float sample = digits.sample(5, 1, new int[1]).getFloat(0, 0, 0, 0);
    assertThat((float) first.getRaster().getSample(0, 0, 0))
        .isBetween(127.5f * (sample + 1) - 0.51f, 127.5f * (sample + 1) + 0.51f);
  }

  @Test
  @DisplayName("answers the Open Inference Protocol")
  void inference() {
    assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/v2/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/v2/models/digits/ready").statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(get("/v2").body()).path("name").asString()).isEqualTo("gan4j");
    JsonNode facts = JSON.readTree(get("/v2/models/digits/versions/1").body());
    assertThat(facts.at("/inputs/0/shape").toString()).isEqualTo("[-1,4]");
    assertThat(facts.at("/outputs/0/datatype").asString()).isEqualTo("FP32");
    JsonNode answer =
        posted(
            "/v2/models/digits/infer",
            """
            {'id': '7', 'inputs': [
              {'name': 'latents', 'shape': [2, 4], 'datatype': 'FP32', 'data': [1,2,3,4,5,6,7,8]},
              {'name': 'labels', 'shape': [2], 'datatype': 'INT64', 'data': [0, 1]}]}
            """);
    assertThat(answer.path("id").asString()).isEqualTo("7");
    assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[2,2,2,1]");
    assertThat(answer.at("/outputs/0/data/4").floatValue()).isEqualTo(5.1f);
    JsonNode pictures =
        posted(
            "/v2/models/faces/infer",
            """
            {'inputs': [{'name': 'seed', 'shape': [2], 'datatype': 'INT64', 'data': [5, 6]}],
             'outputs': [{'name': 'image_bytes'}]}
            """);
    assertThat(pictures.at("/outputs/0/datatype").asString()).isEqualTo("BYTES");
    assertThat(picture(Base64.getDecoder().decode(pictures.at("/outputs/0/data/1").asString())))
        .isNotNull();
  }

  @Test
  @DisplayName("draws pictures and grids, each single one with the receipt that makes it again")
  void pictures() {
    HttpResponse<byte[]> one = get("/models/digits/images?seed=5&index=2&label=1&z3=0.25");
    assertThat(one.headers().firstValue("content-type")).contains("image/png");
    String receipt = one.headers().firstValue("x-receipt").orElseThrow();
    assertThat(receipt).endsWith(":5:2:1:z3=0.25");
    assertThat(get("/models/digits/images?receipt=" + receipt.replace("=", "%3D")).body())
        .isEqualTo(one.body());
    BufferedImage grid = picture(get("/models/digits/images?seed=5&count=6").body());
    assertThat(grid.getWidth()).isGreaterThan(20);
    assertThat(get("/models/digits/latent?seed=5&index=2").statusCode()).isEqualTo(200);
    assertThat(text(get("/models/digits/images?seed=6&receipt=" + receipt.replace("=", "%3D"))))
        .contains("leave the others away");
    assertThat(text(get("/models/digits/images?labell=0"))).contains("did you mean 'label'");
    assertThat(text(get("/models/digits/facts"))).contains("\"kind\":\"pictures\"");
  }

  @Test
  @DisplayName("streams rows as CSV and as JSON lines, the same whatever their number")
  void rows() {
    String csv = text(get("/models/people/rows?seed=5&count=5000"));
    List<String> lines = csv.lines().toList();
    assertThat(lines).hasSize(5001);
    assertThat(lines.get(0)).isEqualTo("\"a,ge\",word");
    assertThat(lines).anyMatch(line -> line.matches("\\d+,\"say \"\"yes\"\"\""));
    assertThat(lines).anyMatch(line -> line.matches("\\d+,"));
    assertThat(text(get("/models/people/rows?seed=5&count=3")).lines().toList())
        .isEqualTo(lines.subList(0, 4));
    String json = text(get("/models/people/rows?seed=5&count=3&format=jsonl"));
    assertThat(JSON.readTree(json.lines().findFirst().orElseThrow()).path("a,ge").asString())
        .isEqualTo(lines.get(1).split(",", 2)[0]);
  }

  @Test
  @DisplayName("shows a page, its addresses and its meters")
  void page() {
    for (String address :
        List.of("/", "/models/digits", "/page.js", "/page.css", "/openapi.json", "/models")) {
      assertThat(get(address).statusCode()).as(address).isEqualTo(200);
    }
    assertThat(JSON.readTree(get("/openapi.json").body()).path("openapi").asString())
        .isEqualTo("3.1.0");
    get("/models/digits/images?label=0");
    assertThat(text(get("/metrics")))
        .contains("gan_service_samples_total", "model=\"digits/1\"", "gan_http_requests_seconds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | /nowhere",
        "404 | /v1/models",
        "404 | /v1/models/none",
        "404 | /v1/models/digits/versions/2",
        "404 | /v1/models/digits/versions/x",
        "404 | /v2/models/none",
        "404 | /v2/models/digits/other",
        "404 | /models/none/images",
        "400 | /models/people/images",
        "400 | /models/digits/rows",
        "400 | /models/digits/images?count=0",
        "400 | /models/digits/images?count=-1",
        "400 | /models/digits/images?count=1000000000",
        "400 | /models/digits/images?seed=x",
        "400 | /models/digits/images?label=7",
        "400 | /models/digits/images?z0=NaN",
        "400 | /models/digits/images?z9=1",
        "400 | /models/digits/images?label=0&z99999999999=1",
        "400 | /models/digits/images?labell=0",
        "400 | /models/digits/latent?count=2",
        "400 | /models/people/rows?cuont=2",
        "400 | /models/digits/images?receipt=none",
        "400 | /models/digits/images?index=9999999999",
        "400 | /models/faces/images?label=1",
        "400 | /models/people/rows?count=0",
        "400 | /models/people/rows?count=9999999999",
        "400 | /models/people/rows?format=xml",
        "400 | /models/people/rows?count=1&count=2",
        "405 | /v1/models/digits:predict",
        "405 | /v2/models/digits/infer",
      })
  @DisplayName("refuses what it is asked wrongly, by a status and a sentence:")
  void wrongAddresses(int status, String address) {
    HttpResponse<byte[]> answer = get(address);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertRefusal(answer);
  }

  private static void assertRefusal(HttpResponse<byte[]> answer) {
    assertThat(JSON.readTree(answer.body()).path("error").asString()).isNotBlank();
    assertThat(text(answer)).doesNotContain("\tat ", "Exception", "io.gan4j", "`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{'instances': []}",
        "{'instances': 1}",
        "{'instances': [[1, 2, 3]]}",
        "{'instances': [[1, 2, 3, 4], [1, 2]]}",
        "{'instances': [[1, 2, 3, 'x']]}",
        "{'instances': [[1, 2, 3, 1e400]]}",
        "{'instances': [[1, 2, 3, NaN]]}",
        "{'instances': [[1, 2, 3, null]]}",
        "{'instances': [[0,0,0,0]], 'inputs': [[0,0,0,0]]}",
        "{'signature_name': 'other', 'instances': [[0,0,0,0]]}",
        "{'signature_name': 7, 'instances': [[0,0,0,0]]}",
        "{'inputs': {'latents': [[0,0,0,0]], 'labels': [1]}}",
        "{'inputs': {'noise': [[0,0,0,0]]}}",
        "{'signature_name': 'sample', 'inputs': {'seed': 1, 'count': 0}}",
        "{'signature_name': 'sample', 'inputs': {'seed': 1, 'count': -1}}",
        "{'signature_name': 'sample', 'inputs': {'seed': 1, 'count': 1000000000}}",
        "{'signature_name': 'sample', 'inputs': {'seed': 1.5, 'count': 1}}",
        "{'signature_name': 'sample', 'inputs': {'seed': 99999999999999999999, 'count': 1}}",
        "{'signature_name': 'sample', 'inputs': {'seed': [1], 'count': 1}}",
        "{'signature_name': 'sample', 'instances': [{'seed': 1, 'count': 1}]}",
        "{'signature_name': 'images', 'inputs': {'seed': []}}",
        "{'signature_name': 'latents', 'inputs': {'seed': 1}}",
      })
  @DisplayName("refuses predictions that are none, and goes on:")
  void wrongPredictions(String body) {
    HttpResponse<byte[]> answer = post("/v1/models/faces:predict", body.replace('\'', '"'));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
    assertRefusal(answer);
    assertThat(get("/models/faces/images").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'inputs': []}",
        "{'inputs': [{'name': 'x', 'shape': [1], 'datatype': 'FP32', 'data': [1]}]}",
        "{'inputs': [{'name': 'latents', 'shape': [1,4], 'datatype': 'BYTES', 'data': [1,2,3,4]}]}",
        "{'inputs': [{'name': 'latents', 'shape': [1,5], 'datatype': 'FP32', 'data': [1,2,3,4]}]}",
        "{'inputs': [{'name': 'latents', 'shape': [0,4], 'datatype': 'FP32', 'data': []}]}",
        "{'inputs': [{'name': 'latents', 'shape': [-1,4], 'datatype': 'FP32', 'data': [1]}]}",
        "{'inputs': [{'name': 'latents', 'shape': [2,2], 'datatype': 'FP32', 'data': [1,2,3,4]}]}",
        "{'inputs': [{'name': 'latents', 'shape': [4294967296,4294967296], 'datatype': 'FP32',"
            + " 'data': [1]}]}",
        "{'inputs': [{'name': 'seed', 'shape': [1], 'datatype': 'INT64', 'data': [1]}],"
            + " 'outputs': [{'name': 'x'}]}",
      })
  @DisplayName("refuses inference requests that are none:")
  void wrongInference(String body) {
    HttpResponse<byte[]> answer = post("/v2/models/faces/infer", body.replace('\'', '"'));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
    assertRefusal(answer);
  }

  @Test
  @DisplayName("refuses bodies of a thousand lists within each other, in words for the caller")
  void deepBodies() {
    HttpResponse<byte[]> answer =
        post("/v1/models/faces:predict", "{\"instances\": " + "[".repeat(1000));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertRefusal(answer);
  }

  @Test
  @DisplayName("refuses labels that are no classes, or missing")
  void labels() {
    for (String labels : List.of("", ", 'labels': [3]", ", 'labels': [-1]", ", 'labels': [0, 1]")) {
      HttpResponse<byte[]> answer =
          post(
              "/v1/models/digits:predict",
              ("{'inputs': {'latents': [[0,0,0,0]]" + labels + "}}").replace('\'', '"'));
      assertThat(answer.statusCode()).as(labels).isEqualTo(400);
      assertRefusal(answer);
    }
  }

  @Test
  @DisplayName("refuses bodies that are too long, told or untold, without reading them")
  void longBodies() throws IOException {
    start(ServerOptions.DEFAULT.withMostBody(1000));
    assertThat(post("/v1/models/faces:predict", " ".repeat(1001)).statusCode()).isEqualTo(413);
    HttpResponse<byte[]> chunked =
        send(
            to("/v1/models/faces:predict")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[3000]))));
    assertThat(chunked.statusCode()).isEqualTo(413);
    try (Socket gigabytes = new Socket(server.uri().getHost(), server.uri().getPort())) {
      OutputStream out = gigabytes.getOutputStream();
      out.write(
          "POST /v1/models/faces:predict HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] begun = gigabytes.getInputStream().readNBytes(12);
      assertThat(new String(begun, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  @DisplayName("waits for slow clients without a thread, and only so long")
  void slowClients() throws IOException {
    start(ServerOptions.DEFAULT.withTimeout(Duration.ofMillis(1500)).withMostBody(1 << 20));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST /v1/models/faces:predict HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      assertThat(get("/models/faces/images").statusCode()).isEqualTo(200);
      // What they have only announced keeps nobody out.
      assertThat(post("/v1/models/faces:predict", "{\"instances\": [[0, 0, 0, 0]]}").statusCode())
          .isEqualTo(200);
      byte[] told = slow.get(0).getInputStream().readNBytes(12);
      assertThat(new String(told, StandardCharsets.US_ASCII)).isIn("HTTP/1.1 408", "");
      assertThat(get("/models/faces/images").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  @DisplayName("answers 429 when too much is waited for")
  void busy() {
    start(ServerOptions.DEFAULT.withService(ServiceOptions.DEFAULT.withMostWaiting(64)));
    digits.gate = new CountDownLatch(1);
    String sixtyFour =
        "{\"signature_name\": \"sample\", \"inputs\": {\"seed\": 1, \"count\": 64, \"labels\": 0}}";
    CompletableFuture<HttpResponse<byte[]>> first =
        client.sendAsync(
            to("/v1/models/digits:predict")
                .POST(HttpRequest.BodyPublishers.ofString(sixtyFour))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    HttpResponse<byte[]> refused = get("/v1/models/digits");
    for (int i = 0; i < 500 && refused.statusCode() != 429; i++) {
      refused = post("/v1/models/digits:predict", sixtyFour.replace("64", "1"));
      if (refused.statusCode() == 503) {
        break;
      }
    }
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    digits.gate.countDown();
    assertThat(first.join().statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("lets nobody in without the token, but to ask whether it is there")
  void token() {
    start(ServerOptions.DEFAULT.withToken("secret"));
    for (String address :
        List.of("/models", "/v1/models/digits", "/metrics", "/models/digits/facts")) {
      assertThat(get(address).statusCode()).as(address).isEqualTo(401);
      assertThat(send(to(address).header("Authorization", "Bearer wrong")).statusCode())
          .isEqualTo(401);
      assertThat(send(to(address).header("Authorization", "Bearer secret")).statusCode())
          .isEqualTo(200);
    }
    assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("serves a new version when its folder is there, and the old one until then")
  void versions() throws Exception {
    Path base = Files.createDirectories(parent.resolve("base"));
    LinearModel.folder(base, "1");
    server.close();
    server =
        GanServer.start(
            List.of(new ModelSource("m", base)),
            folder -> {
              if (folder.endsWith("2")) {
                throw new GanException("version 2 is damaged");
              }
              if (folder.endsWith("4")) {
                throw new StackOverflowError();
              }
              if (folder.endsWith("5")) {
                throw new NullPointerException("nothing there");
              }
              return LinearModel.pictures(folder.endsWith("3") ? 3 : 0);
            },
            ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, 0));
    LinearModel.folder(base, "2");
    waitFor("version 2 is damaged");
    assertThat(get("/models/m/images").statusCode()).isEqualTo(200);
    LinearModel.folder(base, "3");
    waitFor("\"version\":\"3\"");
    assertThat(text(get("/models/m/facts"))).contains("\"version\":\"3\"");
    assertThat(get("/v1/models/m/versions/1").statusCode()).isEqualTo(404);
    LinearModel.folder(base, "4");
    waitFor("StackOverflowError");
    LinearModel.folder(base, "5");
    waitFor("nothing there");
    LinearModel.folder(base, "6");
    waitFor("\"version\":\"6\"");
    assertThat(get("/models/m/images").statusCode()).isEqualTo(200);
  }

  private void waitFor(String told) throws InterruptedException {
    for (int i = 0; i < 100 && !text(get("/v1/models/m")).contains(told); i++) {
      Thread.sleep(100);
    }
    assertThat(text(get("/v1/models/m"))).contains(told);
  }

  @Test
  @DisplayName("finishes what is under way when it is closed")
  void graceful() throws Exception {
    digits.gate = new CountDownLatch(1);
    CompletableFuture<HttpResponse<byte[]>> waiting =
        client.sendAsync(
            to("/models/digits/images?label=0").build(), HttpResponse.BodyHandlers.ofByteArray());
    Thread.sleep(300);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
    Thread.sleep(300);
    digits.gate.countDown();
    assertThat(waiting.join().statusCode()).isEqualTo(200);
    closing.join();
  }

  @Test
  @DisplayName("is refused of models that are none, have one name, or names that no address holds")
  void refusedModels() {
    ServerOptions anywhere = ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, 0);
    Path empty = parent.resolve("none");
    assertThatThrownBy(() -> GanServer.start(List.of(ModelSource.of(empty)), this::model, anywhere))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("no generator");
    ModelSource faces = ModelSource.of(LinearModel.folder(parent, "faces"));
    assertThatThrownBy(() -> GanServer.start(List.of(faces, faces), this::model, anywhere))
        .hasMessageContaining("two models are called faces");
    assertThatThrownBy(() -> new ModelSource("a b", empty)).hasMessageContaining("NAME=PATH");
    URI taken = server.uri();
    assertThatThrownBy(
            () ->
                GanServer.start(
                    List.of(faces),
                    this::model,
                    ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, taken.getPort())))
        .hasMessageContaining("cannot listen");
    assertThat(Arrays.asList(get("/v2/health/live").statusCode())).containsExactly(200);
  }
}
