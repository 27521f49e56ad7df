package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.Detection;
import io.gan4j.datasets.CsvReader.Decimal;
import io.gan4j.datasets.CsvReader.Header;
import io.gan4j.datasets.CsvReader.Missing;
import io.gan4j.datasets.CsvReader.Separator;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.csv.CsvSniffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        for (Decimal decimal : Decimal.values()) {
          if (decimal == Decimal.COMMA && separator == Separator.COMMA) {
            continue;
          }
          Optional<CsvSniffer> taste =
              CsvSniffer.of(file, separator.character(), decimal.numbers());
          if (taste.isPresent()) {
            return Optional.of(
                Detection.byLayout(
                    reader(path, separator, decimal, taste.get().label()), taste.get().evidence()));
          }
        }
      }
      return Optional.empty();
    } catch (DataException e) {
      // Not a file that can be read; whoever is asked to read it will say why.
      return Optional.empty();
    }
  }

  private static CsvReader reader(
      Path path, Separator separator, Decimal decimal, @Nullable String label) {
    return new CsvReader(
        path, label, separator, Missing.REFUSE, List.of(), null, decimal, Header.AUTO);
  }
}
