package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whatever the default locale,")
class LocalesTest {
  /** What is the same to the byte in runs that differ in nothing but the locale. */
  private static final Set<String> SAME = Set.of("config.yaml", "samples.npy");

  @TempDir static Path shared;
  @TempDir Path temp;

  @BeforeAll
  static void withoutLanguage() {
    inThisJvm(expected(), Locale.ROOT);
  }

  private static Path expected() {
    return shared.resolve("expected");
  }

  /** Digits, a comma as decimal point, and the case of i. */
  static final class Tags {
    static final String ARABIC = "ar-EG";
    static final String PERSIAN = "fa-IR";
    static final String HINDI = "hi-IN-u-nu-deva";
    static final String THAI = "th-TH-u-nu-thai";
    static final String BENGALI = "bn-BD";
    static final String BURMESE = "my-MM";
    static final String TURKISH = "tr-TR";
    static final String GERMAN = "de-DE";

    private Tags() {}
  }

  private static List<List<String>> calls(Path folder) {
    String run = folder.toString();
    return List.of(
        List.of(
            "train",
            "digits-mlp",
            "--run-dir",
            run,
            "--steps",
            "3",
            "--set",
            "generator.network.units=[8]",
            "--set",
            "discriminator.network.units=[8]",
            "--set",
            "checkpoints.every=2"),
        List.of("sample", run, "--count", "5", "--out", folder.resolve("samples.npy").toString()),
        List.of("report", run, "--out", folder.resolve("report.html").toString()),
        List.of("export", run, "--out", folder.resolve("exported").toString()),
        List.of("list", "layers"),
        List.of("train", "--dry-run", "--steps", "3"));
  }

  /** Calls the command line in this JVM, with another default locale; what it printed. */
  private static List<String> inThisJvm(Path folder, Locale locale) {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      List<String> printed = new ArrayList<>();
      for (List<String> call : calls(folder)) {
        Cli cli = Cli.run(call.toArray(String[]::new));
        assertThat(cli.exitCode()).as(call + ": " + cli.err()).isZero();
        printed.add(cli.out() + cli.err());
      }
      return printed;
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Calls it in processes that begin with a locale, under an encoding of the system. */
  private List<String> inProcesses(Path folder, Locale locale, String encoding)
      throws IOException, InterruptedException {
    List<String> printed = new ArrayList<>();
    for (List<String> call : calls(folder)) {
      List<String> command = new ArrayList<>(Gan4jProcess.command());
      command.add(1, "-Duser.language=" + locale.getLanguage());
      command.add(2, "-Duser.country=" + locale.getCountry());
      for (char key : locale.getExtensionKeys()) {
        command.add(3, "-Duser.extensions=" + key + "-" + locale.getExtension(key));
      }
      command.addAll(call);
      Path log = temp.resolve("log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", encoding);
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
      int code = builder.redirectOutput(ProcessBuilder.Redirect.to(log.toFile())).start().waitFor();
      String said = Files.readString(log, StandardCharsets.UTF_8);
      assertThat(code).as(call + ": " + said).isZero();
      printed.add(said);
    }
    return printed;
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      // What goes to TensorBoard is named after the time.
      for (Path file :
          all.filter(f -> Files.isRegularFile(f) && !f.toString().contains("tfevents")).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void compare(Path folder, List<String> printed) throws IOException {
    Map<String, byte[]> others = files(expected());
    Map<String, byte[]> files = files(folder);
    assertThat(files.keySet()).containsAll(SAME).containsExactlyElementsOf(others.keySet());
    for (String name : SAME) {
      assertThat(files.get(name)).as(name).isEqualTo(others.get(name));
    }
    files.forEach(
        (name, bytes) -> {
          if (name.matches(".*\\.(yaml|json|jsonl|html|csv|txt)")) {
            assertAscii(name, new String(bytes, StandardCharsets.UTF_8));
          }
        });
    printed.forEach(text -> assertAscii("what was printed", text));
  }

  private static void assertAscii(String what, String text) {
    assertThat(text).as(what).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {Tags.ARABIC, Tags.TURKISH})
  @DisplayName("training, sampling, reports and exports are the same, in ASCII's digits")
  void locales(String tag) throws IOException {
    Path folder = temp.resolve("run");
    compare(folder, inThisJvm(folder, Locale.forLanguageTag(tag)));
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    Tags.ARABIC + ", C.UTF-8",
    Tags.ARABIC + ", C",
    Tags.PERSIAN + ", C.UTF-8",
    Tags.PERSIAN + ", C",
    Tags.HINDI + ", C.UTF-8",
    Tags.HINDI + ", C",
    Tags.THAI + ", C.UTF-8",
    Tags.THAI + ", C",
    Tags.BENGALI + ", C.UTF-8",
    Tags.BENGALI + ", C",
    Tags.BURMESE + ", C.UTF-8",
    Tags.BURMESE + ", C",
    Tags.TURKISH + ", C.UTF-8",
    Tags.TURKISH + ", C",
    Tags.GERMAN + ", C.UTF-8",
    Tags.GERMAN + ", C"
  })
  @DisplayName("so it is in processes that begin with it, under either encoding")
  void processes(String tag, String encoding) throws IOException, InterruptedException {
    Path folder = temp.resolve("run");
    compare(folder, inProcesses(folder, Locale.forLanguageTag(tag), encoding));
  }
}
