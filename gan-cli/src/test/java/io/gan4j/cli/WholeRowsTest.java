package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.serve.GanServer;
import io.gan4j.serve.ModelSource;
import io.gan4j.serve.ServerOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a table with a key, a function, a computed column and a rule. */
@DisplayName("The rows of a seed")
class WholeRowsTest {
  private static final int COUNT = 6000; // more than a block
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  @TempDir static Path folder;
  private static Path model;
  private static List<String> sampled;

  record Order(
      String order,
      String country,
      Integer code,
      LocalDate signedUp,
      LocalDate lastOrder,
      double price,
      long quantity,
      Double total) {}

  @BeforeAll
  static void train() throws IOException {
    StringBuilder text =
        new StringBuilder("order,country,code,signed_up,last_order,price,quantity,total\n");
    for (int i = 0; i < 400; i++) {
      int country = i * 7 % 5;
      long price = 100 + i * 37L % 900;
      long quantity = 1 + i * 13L % 17;
      text.append(
          String.format(
              Locale.ROOT,
              "ORD-%04d,country %s,%d,2020-01-%02d,2020-%02d-15,%s,%d,%s%n",
              i,
              "ABCDE".charAt(country),
              49 + country * 3,
              1 + i % 28,
              2 + i * 5 % 11,
              BigDecimal.valueOf(price, 2),
              quantity,
              BigDecimal.valueOf(price * quantity, 2)));
    }
    Path table = Files.writeString(folder.resolve("orders.csv"), text);
    Path run = folder.resolve("run");
    done(
        "train",
        "table",
        "--data",
        table.toString(),
        "--run-dir",
        run.toString(),
        "--steps",
        "20",
        "--set",
        "data.batchSize=100",
        "--set",
        "data.reader.rules=[last_order >= signed_up, total = price * quantity]",
        "--set",
        "data.reader.functions={code: country}",
        "--set",
        "data.reader.keys=[order]",
        "--set",
        "evaluation.everyImages=0");
    model = folder.resolve("orders");
    done("export", run.toString(), "--out", model.toString());
    Path rows = folder.resolve("rows.csv");
    done(
        "sample",
        model.toString(),
        "--seed",
        "5",
        "--count",
        Integer.toString(COUNT),
        "--out",
        rows.toString());
    sampled = Files.readAllLines(rows);
  }

  private static void done(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  /** The cells of lines without texts in quotation marks, numbers as numbers. */
  private static List<List<Object>> cells(List<String> lines) {
    List<List<Object>> rows = new ArrayList<>();
    for (String line : lines) {
      List<Object> row = new ArrayList<>();
      for (String cell : line.split(",", -1)) {
        row.add(NUMBER.matcher(cell).matches() ? Double.valueOf(cell) : cell);
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  @DisplayName("hold the rules where gan sample writes them, with all columns")
  void command() {
    assertThat(sampled)
        .hasSize(COUNT + 1)
        .first()
        .isEqualTo("order,country,code,signed_up,last_order,price,quantity,total");
    for (List<Object> row : cells(sampled.subList(1, sampled.size()))) {
      assertThat(row.get(0).toString()).matches("ORD-\\d{4}");
      assertThat(row.get(4).toString()).isGreaterThanOrEqualTo(row.get(3).toString());
    }
  }

  @Test
  @DisplayName("are the same over HTTP")
  void http() throws IOException, InterruptedException {
    try (GanServer server =
        GanServer.start(
            List.of(ModelSource.of(model)),
            Gan.load()::load,
            ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, 0))) {
      String csv = get(server.uri().resolve("/models/orders/rows?seed=5&count=" + COUNT));
      assertThat(cells(csv.lines().toList())).isEqualTo(cells(sampled));
      String json = get(server.uri().resolve("/models/orders/rows?seed=5&count=1&format=jsonl"));
      assertThat(json)
          .contains("\"order\":\"" + sampled.get(1).split(",", -1)[0] + "\"")
          .contains("\"total\":");
    }
  }

  private static String get(URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  @DisplayName("are the same as records")
  void records() {
    try (GeneratorService service = GeneratorService.open(Gan.load().load(model))) {
      List<List<Object>> rows =
          service
              .rows(Order.class, 5)
              .limit(COUNT)
              .map(
                  row ->
                      List.<Object>of(
                          row.order(),
                          row.country(),
                          (double) row.code(),
                          row.signedUp().toString(),
                          row.lastOrder().toString(),
                          row.price(),
                          (double) row.quantity(),
                          row.total()))
              .toList();
      assertThat(rows).isEqualTo(cells(sampled.subList(1, sampled.size())));
    }
  }
}
