package io.gan4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.api.internal.FileTrees;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Looks at the page with Chromium, where there is one, through its debugging protocol. */
@Tag("slow")
@DisplayName("The page, in a browser,")
class PageInBrowserTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  /** Waits until something on the page is so, and gives a value of the page. */
  private static String until(String condition, String value) {
    return "(async () => { for (let i = 0; i < 100 && !("
        + condition
        + "); i++) await new Promise(r => setTimeout(r, 100)); return String("
        + value
        + "); })()";
  }

  /** A tab, as the debugging protocol has it. */
  private static final class Tab implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();
    private int calls;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      message.append(text);
      if (last) {
        messages.add(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }

    String evaluate(WebSocket socket, String expression) throws InterruptedException {
      int id = ++calls;
      ObjectNode call = JSON.createObjectNode().put("id", id).put("method", "Runtime.evaluate");
      call.putObject("params")
          .put("expression", expression)
          .put("awaitPromise", true)
          .put("returnByValue", true);
      socket.sendText(call.toString(), true).join();
      while (true) {
        JsonNode answer = JSON.readTree(messages.poll(60, TimeUnit.SECONDS));
        if (answer.path("id").asInt(0) == id) {
          return answer.at("/result/result/value").asString(answer.toString());
        }
      }
    }
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(
            place ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(place)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  @DisplayName("shows the picture, a slider for each latent, and a receipt that follows them")
  void sliders() throws IOException, InterruptedException {
    Optional<Path> chromium = chromium();
    assumeTrue(chromium.isPresent(), "there is no Chromium");
    Path profile = folder.resolve("profile");
    try (GanServer server =
        GanServer.start(
            List.of(ModelSource.of(LinearModel.folder(folder, "digits"))),
            path -> LinearModel.pictures(3),
            ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, 0))) {
      Process browser =
          new ProcessBuilder(
                  chromium.orElseThrow().toString(),
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  server.uri().resolve("/models/digits").toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        HttpClient client = HttpClient.newHttpClient();
        Tab tab = new Tab();
        WebSocket socket =
            client.newWebSocketBuilder().buildAsync(debugged(client, profile), tab).join();
        String receipt = "document.getElementById('receipt').textContent";
        String first = tab.evaluate(socket, until(receipt + " !== ''", receipt));
        assertThat(first).matches("gan4j:[0-9a-f]{64}:1:0:0");
        assertThat(
                tab.evaluate(
                    socket,
                    "String(document.querySelectorAll('#latents input[type=range]').length)"))
            .isEqualTo("4");
        assertThat(tab.evaluate(socket, "document.getElementById('picture').src"))
            .startsWith("blob:");
        tab.evaluate(
            socket,
            "(() => { const z = document.querySelector('input[name=z2]'); z.value = '0.5';"
                + " z.dispatchEvent(new Event('input')); return ''; })()");
        assertThat(tab.evaluate(socket, until(receipt + ".endsWith('z2=0.5')", receipt)))
            .isEqualTo(first + ":z2=0.5");
        tab.evaluate(
            socket,
            "(() => { const c = document.getElementById('label'); c.value = '2';"
                + " c.dispatchEvent(new Event('change')); return ''; })()");
        assertThat(tab.evaluate(socket, until(receipt + ".includes(':2:z2')", receipt)))
            .endsWith(":1:0:2:z2=0.5");
        assertThat(tab.evaluate(socket, "document.getElementById('message').textContent"))
            .isEmpty();
        assertThat(tab.evaluate(socket, "String(document.getElementById('picture').naturalWidth)"))
            .isEqualTo("2");
      } finally {
        browser.destroy();
        assertThat(browser.waitFor(30, TimeUnit.SECONDS)).isTrue();
        FileTrees.remove(profile);
      }
    }
  }

  /** Where the page's tab is debugged. */
  private static URI debugged(HttpClient client, Path profile)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < 600; i++) {
      if (Files.exists(file) && !Files.readAllLines(file).isEmpty()) {
        String tabs = "http://127.0.0.1:" + Files.readAllLines(file).get(0) + "/json/list";
        String list =
            client
                .send(
                    HttpRequest.newBuilder(URI.create(tabs)).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode tab : JSON.readTree(list)) {
          if (tab.path("url").asString("").contains("/models/digits")) {
            return URI.create(tab.path("webSocketDebuggerUrl").asString(""));
          }
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("Chromium shows no page");
  }
}
