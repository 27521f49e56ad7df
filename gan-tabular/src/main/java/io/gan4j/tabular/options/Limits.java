package io.gan4j.tabular.options;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/** What a query may take before it is stopped: one can be written that never ends. */
public record Limits(
    @Doc("Most rows that it may give") @Default("100000000") long rows,
    @Doc("Most seconds that it may work") @Default("600") int seconds,
    @Doc("Memory of the database in MiB, 16 or more; what needs more goes by way of the disk")
        @Default("512")
        int memory,
    @Doc("Most MiB that the database may take on the disk") @Default("16384") int disk) {

  /** What holds where nothing is said. */
  public static final Limits STANDARD = new Limits(100_000_000, 600, 512, 16384);

  public Limits {
    Check.rule(rows >= 2, "rows", "must be 2 or more", rows);
    Check.positive("seconds", seconds);
    Check.rule(memory >= 16, "memory", "must be 16 or more", memory);
    Check.positive("disk", disk);
  }
}
