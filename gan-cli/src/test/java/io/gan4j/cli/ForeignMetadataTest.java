package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("An exported generator whose metadata a stranger wrote")
class ForeignMetadataTest {
  private static final List<String> VALUES =
      List.of(
          "",
          "-1",
          "0",
          "NaN",
          "Infinity",
          "1e999",
          "999999999",
          "99999999999999999999",
          "28,28",
          "28,28,-1",
          "28,28,28,1",
          "65536,65536,3",
          "abc",
          "UINT16",
          "[1",
          "{\"columns\": []}",
          "{\"columns\": [{\"kind\": \"other\"}]}",
          "a\u001b[31m\nb",
          "'; DROP TABLE x; --",
          "../../../etc/hostname",
          "x".repeat(100_000));

  @TempDir static Path folder;
  private static Path model;
  private static Map<String, String> good;

  @BeforeAll
  static void train() throws IOException {
    Path run = folder.resolve("run");
    Cli cli =
        Cli.run(
            "train",
            "conditional-digits",
            "--steps",
            "1",
            "--set",
            "generator.network.of.baseChannels=2",
            "--set",
            "discriminator.network.of.baseChannels=2",
            "--run-dir",
            run.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    model = run.resolve("model");
    good = read(model.resolve("assets.extra/gan4j.json"));
  }

  private static Map<String, String> read(Path file) throws IOException {
    return JsonMapper.shared()
        .readValue(Files.readString(file), new TypeReference<TreeMap<String, String>>() {});
  }

  /** Every field with every value, and without; and fields that others look for. */
  private static List<Map<String, String>> mutants() {
    List<Map<String, String>> mutants = new ArrayList<>();
    TreeMap<String, String> fields = new TreeMap<>(good);
    List.of("pictureScale", "pictureOffset", "columns", "label.0", "rangeLow", "rangeHigh")
        .forEach(field -> fields.putIfAbsent(field, "1"));
    for (String field : fields.keySet()) {
      Map<String, String> without = new TreeMap<>(good);
      without.remove(field);
      mutants.add(without);
      for (String value : VALUES) {
        Map<String, String> changed = new TreeMap<>(fields.containsKey(field) ? good : fields);
        if (field.startsWith("picture")) {
          changed.put("pictureScale", "1");
          changed.put("pictureOffset", "0");
        }
        changed.put(field, value);
        mutants.add(changed);
      }
    }
    return mutants;
  }

  /** What asks a model for its metadata. */
  private static List<List<String>> commands() {
    return List.of(
        List.of("sample", model.toString(), "--count", "3", "--out", out("x.png")),
        List.of("sample", model.toString(), "--count", "3", "--out", out("x.csv")),
        List.of(
            "evaluate",
            model.toString(),
            "--metrics",
            "frechet-distance",
            "--set",
            "evaluation.generated=5",
            "--set",
            "evaluation.real=5",
            "--set",
            "evaluation.features=channels"));
  }

  private static String out(String name) {
    return folder.resolve("out").resolve(name).toString();
  }

  @Test
  @DisplayName("is refused in one line or sampled: every field once, with another value each time")
  void some() throws IOException {
    List<Map<String, String>> mutants = mutants();
    int tried = 0;
    for (int i = 0; i < mutants.size(); i += VALUES.size() + 2) {
      attempt(mutants.get(i), commands().get(tried++ % commands().size()));
    }
    assertThat(tried).isGreaterThan(15);
  }

  @Test
  @Tag("slow")
  @DisplayName("is refused in one line or sampled: all")
  void all() throws IOException {
    List<Map<String, String>> mutants = mutants();
    assertThat(mutants).hasSizeGreaterThan(300);
    for (Map<String, String> mutant : mutants) {
      for (List<String> command : commands()) {
        attempt(mutant, command);
      }
    }
  }

  private static void attempt(Map<String, String> metadata, List<String> command)
      throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(
        model.resolve("assets.extra/gan4j.json"), JsonMapper.shared().writeValueAsString(metadata));
    sign();
    Cli cli = Cli.run(command.toArray(String[]::new));
    String what = command + " with " + changed(metadata) + ": " + cli.err();
    try (Stream<Path> made = Files.list(out)) {
      assertThat(made.map(path -> path.getFileName().toString()))
          .as(what)
          .isSubsetOf("x.png", "x.csv");
    }
    assertThat(cli.exitCode()).as(what).isBetween(0, 2);
    assertThat(cli.err()).as(what).doesNotContain("internal error", "\tat ", "\u001b");
    assertThat(cli.err().length()).as(what).isLessThan(4000);
  }

  private static String changed(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .filter(field -> !field.getValue().equals(good.get(field.getKey())))
        .map(
            field ->
                field.getKey()
                    + "="
                    + field.getValue().substring(0, Math.min(60, field.getValue().length())))
        .toList()
        .toString();
  }

  /** Whoever can change the metadata can change the manifest too. */
  private static void sign() throws IOException {
    Path manifest = model.resolve("assets.extra/manifest.json");
    Map<String, String> hashes = new TreeMap<>(read(manifest));
    for (String name : List.copyOf(hashes.keySet())) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model.resolve(name)));
        hashes.put(name, HexFormat.of().formatHex(hash));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    Files.writeString(manifest, JsonMapper.shared().writeValueAsString(hashes));
  }
}
