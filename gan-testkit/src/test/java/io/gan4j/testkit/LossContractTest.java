package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;
import io.gan4j.testkit.LossContract.Golden;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of losses")
class LossContractTest {

  /** Non-saturating as it should be; mutants change one thing each. */
  private static class Right implements ScoreLoss {
    @Override
    public ScoreKind scoreKind() {
      return ScoreKind.LOGIT;
    }

    @Override
    public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
      return ops.add(ops.mean(ops.softplus(ops.neg(real))), ops.mean(ops.softplus(fake)));
    }

    @Override
    public <T> T generatorLoss(TensorOps<T> ops, T fake) {
      return ops.mean(ops.softplus(ops.neg(fake)));
    }
  }

  @Test
  @DisplayName("is kept by a right loss")
  void right() {
    assertThat(LossContract.of(new Right()).violations()).isEmpty();
  }

  @Test
  @DisplayName("is broken by a generator whose sign is flipped")
  void flippedGenerator() {
    Right mutant =
        new Right() {
          @Override
          public <T> T generatorLoss(TensorOps<T> ops, T fake) {
            return ops.neg(super.generatorLoss(ops, fake));
          }
        };
    assertThat(LossContract.of(mutant).violations())
        .anyMatch(broken -> broken.startsWith("leads the generator"))
        .anyMatch(broken -> broken.startsWith("never rises as the generator"));
  }

  @Test
  @DisplayName("is broken by a discriminator that takes fakes for real")
  void swapped() {
    Right mutant =
        new Right() {
          @Override
          public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
            return super.discriminatorLoss(ops, fake, real);
          }
        };
    assertThat(LossContract.of(mutant).violations())
        .anyMatch(broken -> broken.startsWith("leads the discriminator"))
        .anyMatch(broken -> broken.startsWith("never rises as the discriminator"));
  }

  @Test
  @DisplayName("is broken by the logarithm of a sigmoid")
  void logOfSigmoid() {
    Right mutant =
        new Right() {
          @Override
          public <T> T generatorLoss(TensorOps<T> ops, T fake) {
            return ops.neg(ops.mean(ops.log(ops.sigmoid(fake))));
          }
        };
    assertThat(LossContract.of(mutant).violations())
        .singleElement()
        .asString()
        .startsWith("is finite for scores up to");
  }

  @Test
  @DisplayName("is broken by a sum where a mean belongs")
  void sum() {
    Right mutant =
        new Right() {
          @Override
          public <T> T generatorLoss(TensorOps<T> ops, T fake) {
            return ops.sum(ops.softplus(ops.neg(fake)));
          }
        };
    assertThat(LossContract.of(mutant).violations())
        .singleElement()
        .asString()
        .startsWith("is a mean");
  }

  @Test
  @DisplayName("is broken by a loss that says it is a mean over samples and compares them")
  void compares() {
    Right mutant =
        new Right() {
          @Override
          public boolean isMeanOverSamples() {
            return true;
          }

          @Override
          public <T> T generatorLoss(TensorOps<T> ops, T fake) {
            return ops.softplus(ops.neg(ops.mean(fake)));
          }
        };
    assertThat(LossContract.of(mutant).violations())
        .singleElement()
        .asString()
        .startsWith("is a mean over samples, as it says");
  }

  @Test
  @DisplayName("is broken by a loss that says it compares by the batch's means and takes others")
  void comparesOtherwise() {
    Right mutant =
        new Right() {
          @Override
          public boolean isMeanOverSamples() {
            return false;
          }

          @Override
          public boolean mixesByMeans() {
            return true;
          }

          @Override
          public <T> T generatorLoss(TensorOps<T> ops, T fake) {
            return ops.softplus(ops.neg(ops.mean(fake)));
          }
        };
    assertThat(LossContract.of(mutant).violations())
        .singleElement()
        .asString()
        .startsWith("compares scores by means of the batch, as it says");
  }

  @Test
  @DisplayName("is broken by a loss that reduces the first axis only")
  void firstAxis() {
    Right mutant =
        new Right() {
          @Override
          public <T> T generatorLoss(TensorOps<T> ops, T fake) {
            return ops.meanOverBatch(ops.softplus(ops.neg(fake)));
          }
        };
    assertThat(LossContract.of(mutant).violations())
        .anyMatch(broken -> broken.startsWith("gives scalars"));
  }

  @Test
  @DisplayName("is broken by values that are not the expected ones")
  void golden() {
    assertThat(LossContract.of(new Right(), new Golden(1, 1)).violations())
        .singleElement()
        .asString()
        .startsWith("has the expected values");
  }
}
