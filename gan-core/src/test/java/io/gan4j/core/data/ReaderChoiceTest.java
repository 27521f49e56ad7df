package io.gan4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The choice of a reader")
class ReaderChoiceTest {
  private static final Path SOURCE = Path.of("/data/set");

  record Reads(String what) implements DatasetReader {
    @Override
    public Dataset open() {
      throw new AssertionError("a choice opens nothing");
    }
  }

  record Answering(Function<DatasetReader, Detection> how, String what) implements DatasetDetector {
    @Override
    public String accepts() {
      return what;
    }

    @Override
    public Optional<Detection> detect(Path path) {
      return Optional.of(how.apply(new Reads(what)));
    }
  }

  private static final DatasetDetector SIGNED =
      new Answering(reader -> Detection.byContent(reader, "begins as an a"), "a");
  private static final DatasetDetector LAID_OUT =
      new Answering(reader -> Detection.byLayout(reader, "holds files of b"), "b");
  private static final DatasetDetector NAMED =
      new Answering(reader -> Detection.byName(reader, "is called c"), "c");

  private static DatasetDetector failing(String why) {
    return new DatasetDetector() {
      @Override
      public String accepts() {
        return why;
      }

      @Override
      public Optional<Detection> detect(Path path) {
        throw new DataException(why);
      }
    };
  }

  private static DatasetReader chosen(DatasetDetector... detectors) {
    return choice(detectors).of(SOURCE).reader();
  }

  private static ReaderChoice choice(DatasetDetector... detectors) {
    return new ReaderChoice(List.of(detectors), reader -> "{type: " + ((Reads) reader).what + "}");
  }

  @Test
  @DisplayName("goes by content before layout, and by layout before the name, in any order")
  void confidence() {
    assertThat(chosen(NAMED, LAID_OUT, SIGNED)).isEqualTo(new Reads("a"));
    assertThat(chosen(SIGNED, LAID_OUT, NAMED)).isEqualTo(new Reads("a"));
    assertThat(chosen(NAMED, LAID_OUT)).isEqualTo(new Reads("b"));
    assertThat(chosen(LAID_OUT, NAMED)).isEqualTo(new Reads("b"));
    assertThat(chosen(NAMED)).isEqualTo(new Reads("c"));
  }

  @Test
  @DisplayName("refuses a tie, naming both readers, why, and the key that chooses")
  void tie() {
    DatasetDetector other =
        new Answering(reader -> Detection.byLayout(reader, "holds files of d"), "d");
    String told =
        "/data/set: several readers would take this; name one in the run file:"
            + " data.reader={type: b} (it holds files of b)"
            + " or data.reader={type: d} (it holds files of d)";
    assertThatThrownBy(() -> choice(LAID_OUT, other, NAMED).of(SOURCE))
        .isInstanceOf(GanException.class)
        .hasMessage(told);
    assertThatThrownBy(() -> choice(NAMED, other, LAID_OUT).of(SOURCE)).hasMessage(told);
    assertThat(chosen(LAID_OUT, other, SIGNED)).isEqualTo(new Reads("a"));
  }

  @Test
  @DisplayName("takes two detections of equal readers for one")
  void same() {
    DatasetDetector again =
        new Answering(reader -> Detection.byLayout(new Reads("b"), "another reason"), "e");
    assertThat(choice(LAID_OUT, again).of(SOURCE)).isEqualTo(choice(again, LAID_OUT).of(SOURCE));
    assertThat(chosen(LAID_OUT, again)).isEqualTo(new Reads("b"));
  }

  @Test
  @DisplayName(
      "passes over a detector that fails, and tells why where nobody else knows the source")
  void failures() {
    assertThat(chosen(failing("torn"), NAMED)).isEqualTo(new Reads("c"));
    assertThatThrownBy(() -> chosen(failing("torn"), failing("cut off")))
        .isInstanceOf(DataException.class)
        .hasMessage("cut off");
    assertThatThrownBy(() -> chosen(failing("cut off"), failing("torn"))).hasMessage("cut off");
  }

  @Test
  @DisplayName("of nothing that anybody knows tells what is accepted, in one order")
  void unknown() {
    assertThatThrownBy(() -> choice().of(SOURCE))
        .hasMessageStartingWith("/data/set: no reader recognises this");
  }
}
