package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/** Where decoded images are kept. */
@Doc("Where decoded images are kept, a byte per value")
public record CacheConfig(
    @Doc(
            "Most memory in MiB; beyond it, or beyond a quarter of the heap, they are kept in a"
                + " temporary file that is mapped into memory")
        @Default("1024")
        int memory,
    @Doc(
            "Most seconds to decode with all cores before the first step; the rest is decoded ahead of"
                + " the steps that need it")
        @Default("10")
        double headStart) {

  public CacheConfig {
    Check.notNegative("memory", memory);
    Check.notNegative("headStart", headStart);
  }
}
