package io.gan4j.cli.mutants;

import io.gan4j.api.spec.Doc;

/** Makes twice as many values as it says. */
@Doc("Makes twice as many values as it says")
public record WrongShapeLayer() implements RawLayer {}
