package io.gan4j.cli.mutants;

import io.gan4j.api.spec.Doc;

/** Takes the mean of the batch away and does not say so. */
@Doc("Takes the mean of the batch away and does not say so")
public record SecretlyMixingLayer() implements RawLayer {}
