package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.CsvReader.Missing;
import io.gan4j.datasets.CsvReader.Separator;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.csv.CsvSniffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Recognises text of which all columns are numbers but at most one, which holds labels: its first
 * rows say so, and which character separates them.
 */
final class CsvDetector implements DatasetDetector {

  @Override
  public String accepts() {
    return "CSV files of numbers, with or without a header and a column of labels";
  }

  @Override
  public Optional<Detection> detect(Path path) {
    try {
      Source file = Source.file(path);
      for (Separator separator : Separator.values()) {
        Optional<CsvSniffer> taste = CsvSniffer.of(file, separator.character());
        if (taste.isPresent()) {
          return Optional.of(
              Detection.byLayout(
                  new CsvReader(
                      path, taste.get().label(), separator, Missing.REFUSE, List.of(), null),
                  "begins with rows of numbers"));
        }
      }
      return Optional.empty();
    } catch (DataException e) {
      // Not a file that can be read; whoever is asked to read it will say why.
      return Optional.empty();
    }
  }
}
