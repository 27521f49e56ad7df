package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.stream.IntStream;

/** The same input through several lists of layers; a list without layers hands it on. */
@Doc("The same input through several lists of layers, whose outputs are combined")
public record Parallel(
    @Doc("Two or more lists of layers") List<List<LayerSpec>> paths,
    @Doc("How the outputs are joined: add, multiply or concat along the last axis")
        @Default("concat")
        Combine combine)
    implements Branching {

  public Parallel {
    Check.rule(paths.size() >= 2, "paths", "must be two or more", paths.size());
    paths = paths.stream().map(List::copyOf).toList();
  }

  @Override
  public List<Branch> branches() {
    return IntStream.range(0, paths.size())
        .mapToObj(i -> new Branch("path" + i, paths.get(i)))
        .toList();
  }
}
