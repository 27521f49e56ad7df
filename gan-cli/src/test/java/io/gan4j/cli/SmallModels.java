package io.gan4j.cli;

import java.util.List;

/** Run files of small models that between them have every kind of state that a step depends on. */
final class SmallModels {
  static final String MLP = "mlp with dropout";
  static final String DCGAN = "dcgan with batch norm";
  static final String WGAN_GP = "wgan-gp";
  static final String BEGAN = "began";
  static final String LECAM = "lecam";

  static final List<String> ALL = List.of(MLP, DCGAN, WGAN_GP, BEGAN, LECAM);

  private SmallModels() {}

  /** Both players, the loss and its terms. */
  static String players(String model) {
    return switch (model) {
      case MLP ->
          """
          generator:
            network: {type: mlp, units: [16]}
            average: {type: ema, decay: 0.9}
          discriminator: {network: {type: mlp, units: [16], dropout: 0.3}}
          """;
      case DCGAN ->
          """
          generator: {network: {type: dcgan, baseChannels: 4}}
          discriminator: {network: {type: dcgan, baseChannels: 4}}
          """;
      case WGAN_GP ->
          """
          generator: {network: {type: mlp, units: [16]}}
          discriminator: {network: {type: mlp, units: [16]}}
          loss: wasserstein
          terms: [{type: gradient-penalty, weight: 10}]
          """;
      case BEGAN -> // k
          """
          generator: {network: {type: mlp, units: [16]}}
          discriminator:
            network:
              type: layers
              layers:
                - type: reconstruction-error
                  body:
                    - flatten
                    - {type: dense, units: 16, activation: elu}
                    - {type: dense, units: 784, activation: tanh}
                    - {type: reshape, shape: [28, 28, 1]}
          loss: {type: began, gamma: 0.5, lambda: 0.1}
          """;
      case LECAM -> // two moving averages; with spectral norm's vectors
          """
          generator: {network: {type: mlp, units: [16]}}
          discriminator:
            network:
              type: layers
              layers:
                - flatten
                - {type: dense, units: 16, activation: relu, weights: spectral-norm}
                - {type: dense, units: 1}
          loss: hinge
          terms: [{type: lecam, weight: 0.3, decay: 0.9}]
          """;
      default -> throw new IllegalArgumentException(model);
    };
  }
}
