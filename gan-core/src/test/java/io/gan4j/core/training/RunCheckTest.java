package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.core.RunCheck;
import io.gan4j.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run directory held against its newest checkpoint")
class RunCheckTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final TrainingFixture fixture = new TrainingFixture();

  @BeforeEach
  void train() {
    fixture.runIn(folder.resolve("run"), "training.steps=2");
  }

  private RunDirectory directory() {
    return RunDirectory.open(folder.resolve("run"));
  }

  private RunCheck check() {
    return RunCheck.of(fixture.gan(), directory());
  }

  private void edit(String from, String to) throws IOException {
    Path config = directory().config();
    String text = Files.readString(config);
    assertThat(text).contains(from);
    Files.writeString(config, text.replace(from, to));
  }

  @Test
  @DisplayName("is let in as it was left, and where only its notation has changed")
  void whole() throws IOException {
    assertThat(check().refusal(directory())).isEmpty();
    assertThat(check().notes()).isEmpty();
    edit("seed: 3", "# mine\nseed: +3");
    assertThat(check().refusal(directory())).isEmpty();
    assertThat(check().changes()).isEmpty();
  }

  @Test
  @DisplayName("is refused where any value that a weight or a sample depends on was edited")
  void edited() throws IOException {
    for (String[] change :
        new String[][] {
          {"seed: 3", "seed: 4"},
          {"size: 2", "size: 3"},
          {"units: [2]", "units: [3]"},
          {"slope: 0.2", "slope: 0.3"},
          {"count: 10", "count: 9"},
          {"type: non-saturating", "type: minimax"},
        }) {
      String whole = Files.readString(directory().config());
      edit(change[0], change[1]);
      assertThat(check().refusal(directory()).orElseThrow())
          .as(change[1])
          .startsWith(directory().config() + " is not what the newest checkpoint was trained with:")
          .contains("(another run from here on)")
          .endsWith(directory().path().resolve("checkpoints/step-00000002/config.yaml").toString());
      Files.writeString(directory().config(), whole);
    }
    edit("seed: 3", "no: file\nof: mine");
    assertThat(check().refusal(directory())).isPresent();
  }

  @Test
  @DisplayName("tells of what was edited and changes no weight, and lets it in")
  void safe() throws IOException {
    edit("name: heart", "name: soul");
    edit("steps: 2", "steps: 7");
    assertThat(check().refusal(directory())).isEmpty();
    assertThat(check().changes())
        .extracting(Object::toString)
        .containsExactly("name: was heart, is soul (safe)", "training.steps: was 2, is 7 (safe)");
  }

  @Test
  @DisplayName("is refused where its config.yaml is none")
  void broken() throws IOException {
    for (String text : new String[] {"a: [", "", "\u0000", "- 1"}) {
      Files.writeString(directory().config(), text);
      assertThatThrownBy(
              () -> {
                RunCheck check = check();
                throw new IllegalStateException(check.refusal(directory()).orElse("let in"));
              })
          .as(text)
          .hasMessageNotContaining("let in");
    }
  }

  @Test
  @DisplayName("is told of a run.json that is missing or that of another run")
  void record() throws IOException {
    fixture.runIn(folder.resolve("other"), "training.steps=2", "seed=5");
    Path record = directory().path().resolve("run.json");
    Files.delete(record);
    assertThat(check().notes()).singleElement().asString().contains("run.json is missing");
    Files.copy(folder.resolve("other/run.json"), record);
    assertThat(check().notes())
        .singleElement()
        .asString()
        .contains("run.json is that of another run: seed is 3, the file says 5");
  }

  @Test
  @DisplayName("takes the checkpoint before where the newest does not say what it is")
  void damagedCheckpoint() throws IOException {
    Files.writeString(directory().path().resolve("checkpoints/step-00000002/manifest.json"), "{}");
    assertThat(check().newest()).isNull();
    assertThat(check().refusal(directory())).isEmpty();
  }
}
