package io.gan4j.api.data;

/** What a reader of JSON passes for what the file lacks, whatever the type says. */
final class Nothing {
  private Nothing() {}

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // the point of it
  static <T> T here() {
    return null;
  }
}
