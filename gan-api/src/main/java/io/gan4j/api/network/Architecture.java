package io.gan4j.api.network;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Lays out a player for any sample shape. One record serves both players: the run file names one
 * per player.
 */
public interface Architecture {

  /** The generator: latents to samples; its output has the sample's shape and range. */
  NetworkSpec generator(Layout layout);

  /**
   * The discriminator: samples to raw scores, an output of shape {@code [1]} or a map of patch
   * scores.
   */
  NetworkSpec discriminator(Layout layout);

  /**
   * Any other network: an encoder, a classifier, a part of a player.
   *
   * @param input shape of what goes in
   * @throws io.gan4j.api.spec.InvalidValueException if it lays out generators and discriminators
   *     only
   */
  default NetworkSpec network(Layout layout, Shape input) {
    throw new InvalidValueException(
        "",
        "lays out generators and discriminators only; list the layers: {type: layers, layers: […]}");
  }

  /**
   * What the networks have to meet.
   *
   * @param latents shape of one latent
   * @param samples the data's sample space
   * @param labels the data's classes; empty if unlabelled
   */
  record Layout(Shape latents, SampleSpace samples, Optional<LabelSpace> labels) {}
}
