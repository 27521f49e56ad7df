package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What -Pdist packs, by its descriptor: packing it takes too long for every build. */
@DisplayName("The distribution")
class DistributionTest {
  /** What the program itself writes when it is packed. */
  private static final String MADE = "${project.build.directory}/share";

  private static final Path OWN = Path.of("src/dist");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern OPTION =
      Pattern.compile(
          "(?<![\\w*:\"])(--[a-z-]+=[\\w./-]+|-D[\\w.]+=\\w+|-X(?!share)[\\w:+]+)"
              + "(?=[\\s\"'\\\\=*])");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (.+) (\\S+)$");

  /** Packed files, but for the jars in lib, by their names in the archive. */
  private static Map<String, Path> packed() throws Exception {
    Element descriptor =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("src/assembly/dist.xml"))
            .getDocumentElement();
    Map<String, Path> packed = new TreeMap<>();
    for (Element set : elements(descriptor, "fileSet")) {
      Path folder =
          Path.of(text(set, "directory").replace("${maven.multiModuleProjectDirectory}", ".."));
      if (text(set, "directory").equals(MADE)) {
        continue;
      }
      List<String> includes = texts(set, "include");
      List<String> excludes = texts(set, "exclude");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path name = folder.relativize(file);
          if ((includes.isEmpty() || matches(name, includes)) && !matches(name, excludes)) {
            String at = text(set, "outputDirectory");
            String slashes = name.toString().replace('\\', '/');
            packed.put(at.isEmpty() ? slashes : at + "/" + slashes, file);
          }
        }
      }
    }
    return packed;
  }

  private static boolean matches(Path name, List<String> patterns) {
    // Ant's ** also stands for no folder at all.
    return patterns.stream()
        .flatMap(pattern -> Stream.of(pattern, pattern.replace("**/", "")))
        .anyMatch(p -> FileSystems.getDefault().getPathMatcher("glob:" + p).matches(name));
  }

  @Test
  @DisplayName("has launchers, licences, the manual and a model")
  void contents() throws Exception {
    assertThat(packed())
        .containsKeys(
            "bin/gan",
            "bin/gan.cmd",
            "README.md",
            "Containerfile",
            "LICENSE",
            "NOTICE",
            "CHANGELOG.md",
            "licenses/LIBRARIES.md",
            "docs/README.md",
            "docs/plugins.md",
            "docs/zh/README.md",
            "docs/images/report.png",
            "models/digits/saved_model.pb");
    assertThat(packed().keySet())
        .noneMatch(name -> name.endsWith(".java") || name.endsWith("pom.xml"));
  }

  @Test
  @DisplayName("gets manual pages and completion where its page says, by commands that there are")
  void made() throws Exception {
    Element pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("pom.xml"))
            .getDocumentElement();
    String page = Files.readString(OWN.resolve("README.md"));
    int made = 0;
    for (Element execution : elements(pom, "execution")) {
      List<String> arguments = texts(execution, "argument");
      if (arguments.contains("io.gan4j.cli.Main")) {
        List<String> out = texts(execution, "outputFile");
        String to = out.isEmpty() ? arguments.get(arguments.size() - 1) : out.get(0);
        assertThat(to).startsWith(MADE);
        assertThat(page).contains("share" + to.substring(MADE.length()));
        List<String> command =
            arguments.subList(2, out.isEmpty() ? arguments.size() - 2 : arguments.size());
        assertThat(Cli.run(command.toArray(String[]::new)).exitCode()).isZero();
        made++;
      }
    }
    assertThat(made).isEqualTo(4);
    assertThat(Files.readString(Path.of("src/assembly/dist.xml"))).contains(MADE);
  }

  @Test
  @DisplayName("has no page with a link to what is not in it")
  void links() throws Exception {
    Map<String, Path> packed = packed();
    List<String> broken = new ArrayList<>();
    for (Map.Entry<String, Path> page : packed.entrySet()) {
      if (page.getKey().endsWith(".md")) {
        Path at = Path.of("/" + page.getKey());
        for (MatchResult link :
            LINK.matcher(Files.readString(page.getValue())).results().toList()) {
          String target = link.group(1);
          String name = at.resolveSibling(target).normalize().toString().substring(1);
          boolean there =
              target.matches("[a-z]+:.*")
                  || packed.containsKey(name)
                  || packed.keySet().stream().anyMatch(file -> file.startsWith(name + "/"));
          if (!there) {
            broken.add(page.getKey() + ": " + target);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  @DisplayName("is as large as its page says")
  void size() throws IOException {
    Matcher said =
        Pattern.compile("The archive is (\\d+) MB")
            .matcher(Files.readString(OWN.resolve("README.md")));
    assertThat(said.find()).isTrue();
    long bytes = 0;
    for (String jar :
        Files.readString(Path.of("target/gan.classpath")).strip().split(File.pathSeparator, -1)) {
      bytes += Files.isRegularFile(Path.of(jar)) ? Files.size(Path.of(jar)) : 0;
    }
    // Jars are compressed already; they are nearly all of it.
    assertThat(bytes / 1e6).isCloseTo(Double.parseDouble(said.group(1)), within(15.0));
  }

  @Test
  @DisplayName("makes an image of files that it has, for a user without rights, in UTF-8")
  void containerfile() throws Exception {
    String lines = Files.readString(OWN.resolve("Containerfile")).replaceAll("(?m)^#.*\\R", "");
    Map<String, Path> packed = packed();
    for (MatchResult copy : COPY.matcher(lines).results().toList()) {
      for (String source : copy.group(1).split(" ", -1)) {
        assertThat(packed.keySet())
            .as(source)
            .anyMatch(
                name ->
                    source.equals("lib") || name.equals(source) || name.startsWith(source + "/"));
      }
      assertThat(copy.group(2)).startsWith("/opt/gan4j/");
    }
    // A base that every registry calls so: no host before the first slash.
    assertThat(lines).containsPattern("(?m)^FROM [a-z]+:[a-z0-9-]+$");
    assertThat(lines).contains("LANG=C.UTF-8", "PATH=/opt/gan4j/bin:");
    assertThat(lines).doesNotContain("chown -R", "chmod", "ADD ");
    int user = lines.indexOf("\nUSER 10001:10001\n");
    assertThat(user).isPositive().isLessThan(lines.indexOf("\nENTRYPOINT [\"gan\"]\n"));
    assertThat(lines.substring(user + 1).replaceFirst("USER", "")).doesNotContain("USER", "sudo");
  }

  @Test
  @DisplayName("gives the JVM the same options on Windows as elsewhere")
  void launchers() throws IOException {
    String windows = Files.readString(OWN.resolve("bin/gan.cmd"));
    String elsewhere = Files.readString(OWN.resolve("bin/gan"));
    List<String> options = options(windows);
    assertThat(options)
        .containsExactlyInAnyOrder(
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xmn32m",
            "-Xms64m");
    // Those of the archive of classes and of the filter of standard error, which Windows has not.
    assertThat(
            options(elsewhere).stream()
                .filter(o -> !o.matches("-Xlog:.*|-XX:(Archive|Shared).*|--add-opens=.*")))
        .containsExactlyInAnyOrderElementsOf(options);
    // What the program is told of its terminal is never inherited.
    String unset = elsewhere.replaceFirst("(?s).*\\nunset (GAN_STDERR [^\\n]*)\\n.*", "$1");
    for (String variable : unset.split(" ", -1)) {
      assertThat(windows).contains("set \"" + variable + "=\"");
    }
    for (String launcher : List.of(windows, elsewhere)) {
      assertThat(launcher)
          .contains("io.gan4j.cli.Main", "GAN_JAVA_OPTS", "GAN_CLASSPATH", "TF_CPP_MIN_LOG_LEVEL")
          .containsPattern("(-ge|LSS) 17")
          .containsPattern("(-lt|GEQ) 24");
    }
  }

  /** Options that a launcher's commands name, each once, without its comments. */
  private static List<String> options(String launcher) {
    String commands = launcher.replaceAll("(?m)^(#|rem ).*$", "");
    return OPTION.matcher(commands).results().map(match -> match.group(1)).distinct().toList();
  }

  private static List<Element> elements(Element in, String name) {
    NodeList nodes = in.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static List<String> texts(Element in, String name) {
    return elements(in, name).stream().map(element -> element.getTextContent().strip()).toList();
  }

  private static String text(Element in, String name) {
    return texts(in, name).get(0);
  }
}
