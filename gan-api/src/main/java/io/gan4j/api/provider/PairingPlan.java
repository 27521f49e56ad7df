package io.gan4j.api.provider;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.term.ScoreKind;

/**
 * A pairing as a run plays it.
 *
 * @param pairing who tells what apart
 * @param scoreKind what scores mean under its loss
 */
public record PairingPlan(Pairing pairing, ScoreKind scoreKind) {}
