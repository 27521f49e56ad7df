package io.gan4j.core.watch;

import io.gan4j.api.config.WatchesConfig.Collapse;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.game.Player;
import io.gan4j.api.spec.Excerpt;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Columns of generated rows that have hardly more than one value where those of real rows have
 * others too. The whole rows can differ as they should all the while.
 */
final class ColumnWatch implements Watch {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  /** Rows with another value that as many real rows have at least, or nothing can be said. */
  private static final double ENOUGH = 20;

  /** Generated rows have fewer than this share of the real ones' other values. */
  private static final double FEW = 0.1;

  private static final int NAMED = 3;

  private final Collapse config;
  private final Columns columns;
  private final List<MostFrequent> real;
  private final Player player;
  private final Streak streak = new Streak(1);

  /**
   * @param rows real ones as the networks see them, one after the other
   * @param player whose rows are watched
   */
  ColumnWatch(Collapse config, Columns columns, float[] rows, Player player) {
    this.config = config;
    this.columns = columns;
    this.real = MostFrequent.of(columns, rows);
    this.player = player;
  }

  /**
   * What most rows have in a column.
   *
   * @param value NaN for NULL
   * @param share of the rows, in (0, 1]
   */
  private record MostFrequent(double value, double share) {

    static List<MostFrequent> of(Columns columns, float[] rows) {
      int count = rows.length / columns.width();
      List<Map<Double, Integer>> counts = new ArrayList<>();
      columns.columns().forEach(column -> counts.add(new TreeMap<>()));
      double[] row = new double[counts.size()];
      for (int i = 0; i < count; i++) {
        columns.decode(rows, i, row);
        for (int j = 0; j < row.length; j++) {
          counts.get(j).merge(row[j], 1, Integer::sum);
        }
      }
      return counts.stream()
          .map(Map::entrySet)
          .map(of -> of.stream().max(Map.Entry.comparingByValue()).orElseThrow())
          .map(most -> new MostFrequent(most.getKey(), most.getValue() / (double) count))
          .toList();
    }

    double others() {
      return 1 - share;
    }
  }

  @Override
  public String name() {
    return "column-collapse";
  }

  @Override
  public Optional<Alarm> look(TrainingEvent event) {
    if (!(event instanceof SamplesDrawn drawn)
        || !drawn.player().equals(player)
        || drawn.step() < config.after()) {
      return Optional.empty();
    }
    float[] rows = new float[Math.toIntExact(drawn.samples().size())];
    drawn.samples().copyTo(DataBuffers.of(rows, false, false));
    int count = rows.length / columns.width();
    List<MostFrequent> made = MostFrequent.of(columns, rows);
    List<String> found = new ArrayList<>();
    Map<String, Double> numbers = new TreeMap<>();
    for (int i = 0; i < made.size(); i++) {
      double others = real.get(i).others();
      if (others * count >= ENOUGH && made.get(i).others() < FEW * others) {
        Column column = columns.columns().get(i);
        numbers.put(column.name(), made.get(i).share());
        found.add(
            String.format(
                Locale.ROOT,
                "%s is %s in %.1f %% of the generated rows (of the real ones %.1f %% are %s)",
                Excerpt.quoted(column.name()),
                text(column, made.get(i).value()),
                100 * made.get(i).share(),
                100 * real.get(i).share(),
                text(column, real.get(i).value())));
      }
    }
    if (!streak.isDue(!found.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            name(),
            config.reaction(),
            "columns have all but collapsed: "
                + found.stream().limit(NAMED).collect(Collectors.joining("; "))
                + (found.size() > NAMED ? ", and " + (found.size() - NAMED) + " more" : "")
                + ". Values that many rows share are learnt better with data.reader.spikes.",
            numbers));
  }

  private static String text(Column column, double value) {
    if (Double.isNaN(value)) {
      return "NULL";
    }
    return column instanceof CategoryColumn category
        ? Excerpt.quoted(category.values().get((int) value))
        : new BigDecimal(value, SIX_DIGITS).stripTrailingZeros().toPlainString();
  }

  @Override
  public boolean takeCleared() {
    return streak.takeCleared();
  }

  private String own() {
    return player.equals(Player.GENERATOR) ? name() : name() + "/" + player;
  }

  @Override
  public Map<String, Double> memory() {
    return Map.of(own(), streak.memory());
  }

  @Override
  public void remember(Map<String, Double> memory) {
    streak.remember(memory.getOrDefault(own(), 0.0));
  }
}
