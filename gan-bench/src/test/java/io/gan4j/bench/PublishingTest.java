package io.gan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What a public repository asks of a release, read from the poms. */
@DisplayName("What is published")
class PublishingTest {
  private static final Path ROOT = Modules.root();
  private static final Pattern POM =
      Pattern.compile("<!-- file: pom.xml -->\\R```xml\\R(.*?)\\R```", Pattern.DOTALL);

  private final Document parent = read(ROOT.resolve("pom.xml"));

  @Test
  @DisplayName("says whose it is, where it lives and under which licence")
  void facts() {
    for (String fact :
        List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "developers/developer/url",
            "scm/url",
            "scm/connection",
            "scm/developerConnection")) {
      assertThat(texts(parent, "/project/" + fact)).as(fact).hasSize(1).doesNotContain("");
    }
    for (String module : texts(parent, "/project/modules/module")) {
      Document pom = read(ROOT.resolve(module).resolve("pom.xml"));
      assertThat(texts(pom, "/project/name")).as(module).containsExactly(artifact(pom));
      assertThat(texts(pom, "/project/description")).as(module).hasSize(1).doesNotContain("");
    }
  }

  @Test
  @DisplayName(
      "has no place of its own to fetch from or to go to: the tools' defaults and settings do")
  void noPlaces() throws Exception {
    for (Path pom : poms()) {
      assertThat(Files.readString(pom))
          .as(pom.toString())
          .doesNotContain("<repository>", "<pluginRepository>", "<distributionManagement>");
    }
  }

  @Test
  @DisplayName("has sources, documentation that begins with an overview, and a bill of materials")
  void release() throws Exception {
    assertThat(goals("release"))
        .containsExactlyInAnyOrder(
            "maven-source-plugin:jar-no-fork",
            "maven-javadoc-plugin:jar",
            "cyclonedx-maven-plugin:makeBom");
    for (String module : texts(parent, "/project/modules/module")) {
      Path folder = ROOT.resolve(module);
      boolean unpublished =
          texts(read(folder.resolve("pom.xml")), "//maven.deploy.skip").contains("true");
      if (!unpublished && Files.isDirectory(folder.resolve("src/main/java"))) {
        assertThat(Files.readString(folder.resolve("src/main/javadoc/overview.html")))
            .as(module)
            .contains("<title>" + module + "</title>");
      }
    }
  }

  @Test
  @DisplayName("is signed, and goes nowhere without an address and a version of its own")
  void publish() {
    assertThat(goals("publish"))
        .containsExactlyInAnyOrder("maven-enforcer-plugin:enforce", "maven-gpg-plugin:sign");
    assertThat(texts(parent, profile("publish") + "//plugin/artifactId"))
        .contains("central-publishing-maven-plugin");
    assertThat(count(parent, profile("publish") + "//requireReleaseVersion")).isEqualTo(1);
    String address = texts(parent, profile("publish") + "//requireProperty/regex").get(0);
    assertThat("https://gan4j.example").doesNotMatch(address);
    assertThat("https://gan.org/4j").matches(address);
  }

  @Test
  @DisplayName("is the same bytes however often it is built: no clock and no random number in it")
  void reproducible() {
    assertThat(texts(parent, "/project/properties/project.build.outputTimestamp"))
        .singleElement()
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(texts(parent, profile("release") + "//includeBomSerialNumber"))
        .containsExactly("false");
    for (Path pom : poms()) {
      assertThat(texts(read(pom), "//plugin/version"))
          .as("versions of plugins in " + pom)
          .allMatch(version -> version.matches("\\$\\{[a-z-]+\\.version}"));
    }
  }

  @Test
  @DisplayName(
      "is checked by nothing and tested by nothing in the quick build, which is kept apart")
  void quick() {
    String quick = profile("quick");
    assertThat(texts(parent, quick + "/build/directory"))
        .containsExactly("${project.basedir}/target/quick");
    assertThat(texts(parent, quick + "//execution[phase='none']/id"))
        .containsExactlyInAnyOrder(
            "default-testCompile", "default-testResources", "default-test", "check", "enforce");
    assertThat(count(parent, quick + "//compilerArgs[@combine.self='override'][not(*)]"))
        .isEqualTo(1);
    assertThat(
            count(parent, quick + "//annotationProcessorPaths[@combine.self='override'][not(*)]"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/plugins.md"})
  @DisplayName(
      "can be used by a pom that the manual shows: it names what is there, in these versions:")
  void shown(String page) throws Exception {
    Matcher shown = POM.matcher(Files.readString(ROOT.resolve(page)));
    assertThat(shown.find()).isTrue();
    Document reader = parse(shown.group(1));
    String dependency = "/project/dependencies/dependency";
    assertThat(texts(reader, "//dependencyManagement//artifactId")).containsExactly("gan-bom");
    assertThat(texts(reader, "//dependencyManagement//version"))
        .isEqualTo(texts(parent, "/project/version"));

    Document bom = read(ROOT.resolve("gan-bom/pom.xml"));
    assertThat(texts(bom, "//dependency/artifactId"))
        .containsAll(texts(reader, dependency + "[not(version)]/artifactId"));
    assertThat(texts(bom, "//classifier"))
        .containsAll(texts(reader, "/project/properties/tensorflow.native"));
    assertThat(texts(parent, "/project/properties/slf4j.version"))
        .containsAll(texts(reader, dependency + "[groupId='org.slf4j']/version"));
    assertThat(texts(reader, dependency + "[version][groupId!='org.slf4j']")).isEmpty();
    assertThat(texts(reader, "//plugin[artifactId='maven-compiler-plugin']/version"))
        .isEqualTo(texts(parent, "/project/properties/maven-compiler-plugin.version"));
    assertThat(texts(reader, "//maven.compiler.release"))
        .isEqualTo(texts(parent, "/project/properties/maven.compiler.release"));
  }

  private List<Path> poms() {
    List<Path> poms = new ArrayList<>(List.of(ROOT.resolve("pom.xml")));
    texts(parent, "/project/modules/module")
        .forEach(module -> poms.add(ROOT.resolve(module).resolve("pom.xml")));
    return poms;
  }

  private Set<String> goals(String profile) {
    Set<String> goals = new TreeSet<>();
    for (String plugin : texts(parent, profile(profile) + "//plugin/artifactId")) {
      for (String goal :
          texts(parent, profile(profile) + "//plugin[artifactId='" + plugin + "']//goal")) {
        goals.add(plugin + ":" + goal);
      }
    }
    return goals;
  }

  private static String profile(String id) {
    return "/project/profiles/profile[id='" + id + "']";
  }

  private static String artifact(Document pom) {
    return texts(pom, "/project/artifactId").get(0);
  }

  private static int count(Document document, String path) {
    return nodes(document, path).getLength();
  }

  private static List<String> texts(Document document, String path) {
    NodeList nodes = nodes(document, path);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static NodeList nodes(Document document, String path) {
    XPath xpath = XPathFactory.newInstance().newXPath();
    try {
      return (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  private static Document read(Path pom) {
    try {
      return parse(Files.readString(pom));
    } catch (Exception e) {
      throw new IllegalStateException(pom.toString(), e);
    }
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
