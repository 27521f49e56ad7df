package io.gan4j.cli.mutants;

import io.gan4j.api.spec.Doc;

/** Noise that is another one each time. */
@Doc("Noise that is another one each time")
public record UnkeyedNoiseLayer() implements RawLayer {}
