package io.gan4j.core.data;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Picks the reader of a source by what speaks for each. All detectors are asked, so that the answer
 * does not depend on their order.
 *
 * @param detectors of all plugins
 * @param line a reader as it would stand in a run file
 */
public record ReaderChoice(List<DatasetDetector> detectors, Function<DatasetReader, String> line) {

  public ReaderChoice {
    detectors = List.copyOf(detectors);
  }

  /**
   * The reader that most speaks for.
   *
   * @param data what is there, absolute
   * @throws GanException if nothing recognises it, or as much speaks for another reader
   */
  public Detection of(Path data) {
    List<Detection> found = new ArrayList<>();
    List<DataException> failures = new ArrayList<>();
    for (DatasetDetector detector : detectors) {
      try {
        detector.detect(data).ifPresent(found::add);
      } catch (DataException e) {
        failures.add(e); // told if nobody else knows the source
      }
    }
    if (found.isEmpty()) {
      throw unknown(data, failures);
    }
    Detection best = found.stream().max(comparing(Detection::confidence)).orElseThrow();
    List<Detection> alike =
        found.stream()
            .filter(d -> d.confidence() == best.confidence())
            .sorted(
                comparing((Detection d) -> line.apply(d.reader())).thenComparing(Detection::reason))
            .toList();
    if (alike.stream().map(Detection::reader).distinct().count() > 1) {
      throw undecided(data, alike);
    }
    return alike.get(0);
  }

  private GanException unknown(Path data, List<DataException> failures) {
    return failures.stream()
        .min(comparing(e -> String.valueOf(e.getMessage())))
        .<GanException>map(e -> e)
        .orElseGet(
            () ->
                new GanException(
                    data
                        + ": no reader recognises this"
                        + FolderContents.of(data)
                        + "; accepted are "
                        + detectors.stream()
                            .map(DatasetDetector::accepts)
                            .sorted()
                            .collect(joining("; "))));
  }

  private GanException undecided(Path data, List<Detection> alike) {
    return new GanException(
        data
            + ": several readers would take this; name one in the run file: "
            + alike.stream()
                .map(d -> "data.reader=" + line.apply(d.reader()) + " (it " + d.reason() + ")")
                .distinct()
                .collect(joining(" or ")));
  }
}
