package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.plugin.Registry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The order of batches")
class BatchOrderTest {
  /** A stand-in that the binder can fill in. */
  record None() implements DatasetReader {
    @Override
    public Dataset open() {
      throw new AssertionError();
    }
  }

  private static final class Plugin implements GanPlugin {
    @Override
    public String name() {
      return "fakes";
    }

    @Override
    public void contribute(Contributions to) {
      to.component(DatasetReader.class, "none", None.class);
    }
  }

  static DataConfig data(String more) {
    String player = ": {network: {type: mlp}}\n";
    return Gan.of(Registry.of(new BuiltinPlugin(), new Plugin()))
        .parse("data: {reader: none, " + more + "}\ngenerator" + player + "discriminator" + player)
        .config()
        .data();
  }

  private static BatchOrder order(String more, long size) {
    return new BatchOrder(data(more), 7, OptionalLong.of(size));
  }

  private static List<Long> samples(BatchOrder order, int batchSize, long from, long to) {
    List<Long> samples = new ArrayList<>();
    for (long batch = from; batch < to; batch++) {
      long[] indices = new long[batchSize];
      order.visit(batch, 0, indices, new long[batchSize]);
      LongStream.of(indices).forEach(samples::add);
    }
    return samples;
  }

  /** So many samples of nothing. */
  private record Nothing(long count) implements Dataset {
    @Override
    public SampleSpace space() {
      return SampleSpace.vectors(1);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(count);
    }

    @Override
    public String description() {
      return "nothing";
    }

    @Override
    public String contentHash() {
      return "";
    }

    @Override
    public void read(long[] indices, Batch into) {}

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("of a side that the run file does not name is another than that of the first side")
  void unnamed() {
    String player = "{network: {type: mlp}}";
    RunConfig config =
        Gan.of(Registry.of(new BuiltinPlugin(), new Plugin()))
            .parse(
                "data: {reader: none, batchSize: 20}\ngame: cycle\ngenerator: "
                    + player
                    + "\ndiscriminator: "
                    + player
                    + "\nplayers: {back-generator: "
                    + player
                    + ", back-discriminator: "
                    + player
                    + "}")
            .config();
    Map<String, BatchOrder> orders =
        BatchOrder.of(config, Map.of("data", new Nothing(20), "source", new Nothing(20)));
    List<Long> first = samples(requireNonNull(orders.get("data")), 20, 0, 1);
    List<Long> second = samples(requireNonNull(orders.get("source")), 20, 0, 1);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  @DisplayName("gives rows of a batch to whoever asks for them")
  void rows() {
    BatchOrder order = order("batchSize: 12", 97);
    long[] whole = new long[12];
    order.visit(9, 0, whole, new long[12]);
    long[] part = new long[4];
    order.visit(9, 8, part, new long[4]);
    assertThat(part).containsExactly(whole[8], whole[9], whole[10], whole[11]);
  }

  @Test
  @DisplayName("fills an epoch's last batch up from the next, or drops it: others each time")
  void lastBatch() {
    BatchOrder wrap = order("batchSize: 4", 10);
    assertThat(samples(wrap, 4, 0, 5)).hasSize(20);
    assertThat(new HashSet<>(samples(wrap, 4, 0, 5).subList(0, 10))).hasSize(10);
    assertThat(new HashSet<>(samples(wrap, 4, 0, 5).subList(10, 20))).hasSize(10);
    assertThat(LongStream.range(0, 5).map(wrap::epochOf)).containsExactly(0L, 0L, 0L, 1L, 1L);

    BatchOrder drop = order("batchSize: 4, lastBatch: drop", 10);
    assertThat(LongStream.range(0, 5).map(drop::epochOf)).containsExactly(0L, 0L, 1L, 1L, 2L);
    long[] epochs = new long[4];
    drop.visit(3, 0, new long[4], epochs);
    assertThat(epochs).containsOnly(1);
    HashSet<Long> leftOut = new HashSet<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      HashSet<Long> seen = new HashSet<>(samples(drop, 4, 2L * epoch, 2L * epoch + 2));
      assertThat(seen).as("no sample twice in an epoch").hasSize(8);
      LongStream.range(0, 10).filter(i -> !seen.contains(i)).forEach(leftOut::add);
    }
    assertThat(leftOut).as("left out at some time").hasSize(10);
  }

  @Test
  @DisplayName("without an end goes on")
  void endless() {
    BatchOrder order =
        new BatchOrder(data("batchSize: 2, lastBatch: drop"), 7, OptionalLong.empty());
    assertThat(samples(order, 2, 1, 3)).containsExactly(2L, 3L, 4L, 5L);
    assertThat(order.epochOf(1000)).isZero();
  }
}
