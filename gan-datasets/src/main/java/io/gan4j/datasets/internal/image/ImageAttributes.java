package io.gan4j.datasets.internal.image;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.Scale;
import io.gan4j.datasets.internal.ChunkedFloats;
import io.gan4j.datasets.internal.HeldDataset;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.csv.CsvHeader;
import io.gan4j.datasets.internal.csv.CsvNumber;
import io.gan4j.datasets.internal.csv.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Images that carry named vectors, from a table with a row for each image. */
public final class ImageAttributes {
  private ImageAttributes() {}

  /** A vector for each image. */
  public interface Rows {
    /** Where they come from, for messages. */
    String place();

    /** The names of the numbers. */
    List<String> columns();

    /**
     * The numbers of an image.
     *
     * @param image its path within the folder or archive
     * @throws DataException if it has none
     */
    float[] of(String image);
  }

  /**
   * Images with the rows of a table.
   *
   * @param images closed with what is returned; the caller's to close if this fails
   * @param file a CSV file with a header: in the first column an image's path, or as much of its
   *     end as no other image has; in the others numbers. Rows of other images are passed over
   * @throws DataException if an image has no row, or the table cannot be read
   */
  public static ImageSource of(FileImages images, Path file) {
    CsvTable table =
        CsvTable.read(
            Source.file(file), new CsvTable.Form(',', CsvNumber.POINT, CsvHeader.AUTO, "1", false));
    if (table.columns().isEmpty()) {
      throw new DataException(file + " has no header, which names the attributes");
    }
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < table.labels().size(); row++) {
      if (rows.put(table.labels().get(row), row) != null) {
        throw new DataException(file + " has two rows for '" + table.labels().get(row) + "'");
      }
    }
    return of(images, new CsvRows(file, table, rows));
  }

  /**
   * Images with their rows.
   *
   * @param images closed with what is returned; the caller's to close if this fails
   */
  public static ImageSource of(FileImages images, Rows rows) {
    int width = rows.columns().size();
    ChunkedFloats values = new ChunkedFloats(width);
    int[] labels = new int[Math.toIntExact(images.size())];
    for (int i = 0; i < labels.length; i++) {
      values.add(rows.of(images.name(i)));
      labels[i] = images.label(i);
    }
    List<Column> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      columns.add(column(rows.columns().get(column), values, column));
    }
    return new Attributed(
        images,
        new HeldDataset(
            SampleSpace.rows(new Columns(columns)),
            values,
            images.labels().map(classes -> new Labels(labels, classes)).orElse(null),
            String.format(
                Locale.ROOT,
                "%,d vectors of %d numbers, from %s",
                labels.length,
                width,
                rows.place())));
  }

  /** Networks see the numbers as they stand in the file. */
  private static Column column(String name, ChunkedFloats values, int column) {
    double low = values.at(0, column);
    double high = low;
    for (long i = 1; i < values.count(); i++) {
      low = Math.min(low, values.at(i, column));
      high = Math.max(high, values.at(i, column));
    }
    return new NumberColumn(
        name, "FLOAT", false, new Scale.Standard(0, 1), new NumberColumn.Limits(low, high, -1));
  }

  /**
   * The rows of a table.
   *
   * @param places of the rows, by their first column
   * @param taken images by the places that they have taken
   */
  private record CsvRows(
      Path file, CsvTable table, Map<String, Integer> places, Map<String, String> taken)
      implements Rows {
    CsvRows(Path file, CsvTable table, Map<String, Integer> places) {
      this(file, table, places, new HashMap<>());
    }

    @Override
    public String place() {
      return file.toString();
    }

    @Override
    public List<String> columns() {
      return table.columns();
    }

    @Override
    public float[] of(String image) {
      float[] vector = new float[columns().size()];
      long first = (long) row(image) * vector.length;
      for (int column = 0; column < vector.length; column++) {
        vector[column] = (float) table.value(first + column);
      }
      return vector;
    }

    private int row(String image) {
      String key = image;
      while (!places.containsKey(key) && key.indexOf('/') >= 0) {
        key = key.substring(key.indexOf('/') + 1);
      }
      Integer place = places.get(key);
      if (place == null) {
        throw new DataException(file + " has no row for the image " + image);
      }
      String other = taken.put(key, image);
      if (other != null) {
        throw new DataException(
            file
                + " has one row '"
                + key
                + "' for "
                + other
                + " and "
                + image
                + "; name images that share a file name by their paths");
      }
      return place;
    }
  }

  /** Images, and their vectors. */
  private record Attributed(FileImages images, Dataset rows) implements ImageSource {
    @Override
    public Optional<Dataset> vectors() {
      return Optional.of(rows);
    }

    @Override
    public long size() {
      return images.size();
    }

    @Override
    public Optional<LabelSpace> labels() {
      return images.labels();
    }

    @Override
    public int label(long index) {
      return images.label(index);
    }

    @Override
    public Optional<String> file(long index) {
      return images.file(index);
    }

    @Override
    public String description() {
      return images.description() + ", each with " + rows.space().valuesPerSample() + " attributes";
    }

    @Override
    public String contentHash() {
      return images.contentHash();
    }

    @Override
    public Form form(long index) {
      return images.form(index);
    }

    @Override
    public Image image(long index) {
      return images.image(index);
    }

    @Override
    public void close() {
      images.close();
    }
  }
}
