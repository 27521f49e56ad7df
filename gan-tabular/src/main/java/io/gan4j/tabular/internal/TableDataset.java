package io.gan4j.tabular.internal;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.DataException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.tabular.options.TableOptions;
import io.gan4j.tabular.options.Ties;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The rows of a table, seen through columns that were learnt from some of them, or elsewhere. */
public final class TableDataset implements Dataset {
  private final String path;
  private final String note;
  private final RowStore store;
  private final List<RawColumn> raw;
  private final TableOptions options;
  private final String rowsHash;
  private final SampleSpace space;
  private final List<View> views;
  private final SpreadTies ties;
  private final List<AddedColumn> added;
  private final List<String> rules;
  private List<String> notes = List.of();

  private TableDataset(TableDataset other, Columns columns, List<View> views) {
    this(
        other.path,
        other.note,
        other.store,
        other.raw,
        other.options,
        other.rowsHash,
        columns,
        views,
        other.added,
        other.rules);
    this.notes = other.notes;
  }

  /** The same rows, with what should be known of how they were read. */
  TableDataset withNotes(List<String> more) {
    TableDataset same = new TableDataset(this, columns(), views);
    same.notes = List.copyOf(more);
    return same;
  }

  @SuppressWarnings("TooManyParameters") // private: what the factories below have in common
  private TableDataset(
      String path,
      String note,
      RowStore store,
      List<RawColumn> raw,
      TableOptions options,
      String rowsHash,
      Columns columns,
      List<View> views,
      List<AddedColumn> added,
      List<String> rules) {
    this.path = path;
    this.note = note;
    this.store = store;
    this.raw = raw;
    this.options = options;
    this.rowsHash = rowsHash;
    this.space = SampleSpace.rows(columns);
    this.views = views;
    this.added = added;
    this.rules = rules;
    this.ties = new SpreadTies(columns.columns());
  }

  /**
   * All rows, seen through columns that are learnt from all of them.
   *
   * @param path the file or the database that they are from
   * @param note added to the description
   */
  static TableDataset of(
      String path,
      RowStore store,
      List<RawColumn> raw,
      Additions additions,
      TableOptions options,
      String note) {
    Columns learnt = new Fitting(store, options).fit(raw, all(store));
    Columns columns =
        new Columns(learnt.columns(), additions.added(), additions.rules(), learnt.strata());
    return new TableDataset(
        path,
        note,
        store,
        raw,
        options,
        hash(store, raw),
        columns,
        View.straight(raw.size()),
        additions.added(),
        additions.rules());
  }

  private static long[] all(RowStore store) {
    return LongStream.range(0, store.rows()).toArray();
  }

  private static String hash(RowStore store, List<RawColumn> raw) {
    Sha256 sha256 = new Sha256().add(raw.stream().map(RawColumn::hashed).toList().toString());
    ByteBuffer row = ByteBuffer.allocate(raw.size() * Double.BYTES);
    for (long i = 0; i < store.rows(); i++) {
      row.clear();
      for (int j = 0; j < raw.size(); j++) {
        row.putDouble(store.get(i, j));
      }
      sha256.add(row.array());
    }
    return sha256.hex();
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  private Columns columns() {
    return requireNonNull(space.columns());
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(store.rows());
  }

  @Override
  public String description() {
    long categories = columns().columns().stream().filter(CategoryColumn.class::isInstance).count();
    return String.format(
        Locale.ROOT,
        "%s%s, %,d rows of %d columns (%d numbers, %d categories)",
        path,
        note,
        store.rows(),
        columns().columns().size(),
        columns().columns().size() - categories,
        categories);
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public List<String> findings() {
    return new Dependencies(store, raw).lines();
  }

  @Override
  public long bytesHeld() {
    return store.bytesHeld();
  }

  @Override
  public String contentHash() {
    Sha256 sha256 = new Sha256().add(rowsHash).add(hashed(columns()));
    return (options.ties() == Ties.SPREAD ? sha256.add("ties spread") : sha256).hex();
  }

  /**
   * What of the columns goes into the hash: all but how they are written, which changes no sample.
   * It must not change, as {@link RawColumn#hashed}.
   */
  private static String hashed(Columns columns) {
    String learnt =
        columns.columns().stream()
            .map(TableDataset::hashed)
            .collect(Collectors.joining(", ", "Columns[columns=[", "]]"));
    String strata = columns.strata().isEmpty() ? "" : columns.strata().toString();
    return columns.added().isEmpty() && columns.rules().isEmpty()
        ? learnt + strata
        : learnt + columns.added() + columns.rules() + strata;
  }

  private static String hashed(Column column) {
    return column instanceof NumberColumn number
        ? String.format(
            Locale.ROOT,
            "NumberColumn[name=%s, type=%s, nulls=%s, scale=%s, limits=%s%s]",
            number.name(),
            number.type(),
            number.nulls(),
            number.scale(),
            number.limits(),
            number.spikes().isEmpty() ? "" : ", spikes=" + number.spikes())
        : column.toString();
  }

  @Override
  public void read(long[] indices, Batch into) {
    read(indices, new long[indices.length], into);
  }

  @Override
  public void read(long[] indices, long[] epochs, Batch into) {
    if (into.size() != indices.length
        || !into.space().shape().equals(space.shape())
        || into.space().element() != space.element()) {
      throw new IllegalArgumentException(
          "a batch of " + into.size() + " of " + into.space() + " for rows of " + space.shape());
    }
    List<Column> columns = columns().columns();
    int at = 0;
    for (int row = 0; row < indices.length; row++) {
      long index = indices[row];
      if (index < 0 || index >= store.rows()) {
        throw new IndexOutOfBoundsException("row " + index + " of " + store.rows());
      }
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        double value = views.get(i).value(store, index);
        column.encode(value, into.floats(), at);
        if (options.ties() == Ties.SPREAD && column instanceof NumberColumn number) {
          ties.spread(i, number, value, epochs[row], index, into.floats(), at);
        }
        at += column.width();
      }
    }
    Arrays.fill(into.labels(), 0);
  }

  @Override
  public Dataset learningFrom(long[] training) {
    Columns learnt = new Fitting(store, options).fit(raw, training);
    return new TableDataset(
        this, new Columns(learnt.columns(), added, rules, learnt.strata()), views);
  }

  @Override
  public Dataset adaptTo(SampleSpace other) {
    Columns columns = other.columns();
    if (columns == null || columns.equals(space.columns())) {
      return this;
    }
    List<View> otherViews = new ArrayList<>();
    for (Column column : columns.columns()) {
      otherViews.add(view(column));
    }
    return new TableDataset(this, columns, otherViews);
  }

  private View view(Column column) {
    int place = raw.stream().map(RawColumn::name).toList().indexOf(column.name());
    if (place < 0) {
      throw new DataException(
          path
              + ": there is no column "
              + Excerpt.quoted(column.name())
              + "; there are "
              + raw.stream().map(RawColumn::name).toList());
    }
    View view =
        column instanceof CategoryColumn category
            ? View.ofCategories(place, raw.get(place), category)
            : View.ofNumbers(place, raw.get(place));
    boolean number = column instanceof NumberColumn;
    for (long row = 0; row < store.rows(); row++) {
      double stored = store.get(row, place);
      double seen = view.value(store, row);
      if (Double.isNaN(seen) && (!column.nulls() || !Double.isNaN(stored))) {
        throw new DataException(
            path
                + ": column "
                + Excerpt.quoted(column.name())
                + " has "
                + View.text(raw.get(place), stored)
                + " in row "
                + (row + 1)
                + ", which is "
                + (Double.isNaN(stored)
                    ? "in no row that was learnt from"
                    : number ? "no number" : "none of the categories that were learnt"));
      }
    }
    return view;
  }

  @Override
  public void close() {
    store.close();
  }
}
