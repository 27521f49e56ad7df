package io.gan4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a component promises by implementing an interface of gan4j, as checks that can be run one by
 * one. In a test class, for which JUnit has to be there:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *   return LossContract.of(new MyLoss()).tests();
 * }
 * }</pre>
 */
public final class Contract {

  /** What fails if a promise is not kept. */
  @FunctionalInterface
  public interface Check {
    /**
     * Throws, preferably {@link ContractViolation}, if the promise is not kept.
     *
     * @throws SkippedCheck if that cannot be told
     */
    void run() throws Throwable;
  }

  /**
   * What became of a promise.
   *
   * @param promise a sentence about the subject, without it
   * @param aspect what it is about
   * @param broken why it is not kept; null if it is
   */
  public record Outcome(String promise, Aspect aspect, @Nullable Throwable broken) {
    public boolean kept() {
      return broken == null;
    }

    /** Whether it could not be checked, which is neither kept nor broken. */
    public boolean unchecked() {
      return broken instanceof SkippedCheck;
    }
  }

  private record Promise(String sentence, Aspect aspect, Check check) {
    Outcome outcome() {
      try {
        check.run();
        return new Outcome(sentence, aspect, null);
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable e) {
        return new Outcome(sentence, aspect, e);
      }
    }
  }

  private final String subject;
  private final List<Promise> promises = new ArrayList<>();

  Contract(Object subject) {
    this.subject = subject.toString();
  }

  /** Adds a promise: a sentence about the subject, and what fails if it is not kept. */
  Contract promise(String sentence, Check check) {
    return promise(Aspect.OWN, sentence, check);
  }

  /** Adds one of several promises about one thing. */
  Contract promise(Aspect aspect, String sentence, Check check) {
    promises.add(new Promise(sentence, aspect, check));
    return this;
  }

  /** Adds all promises of another contract. */
  Contract and(Contract other) {
    promises.addAll(other.promises);
    return this;
  }

  /** Adds all promises of a part of the subject, whose sentences then begin with its name. */
  Contract and(String part, Contract other) {
    other.promises.forEach(
        promise -> promise(promise.aspect(), part + " " + promise.sentence(), promise.check()));
    return this;
  }

  /** What the promises are about. */
  public String subject() {
    return subject;
  }

  /** One test per promise, for a method with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return promises.stream()
        .map(
            promise ->
                DynamicTest.dynamicTest(
                    subject + " " + promise.sentence(), () -> test(promise.check())));
  }

  private static void test(Check check) throws Throwable {
    try {
      check.run();
    } catch (SkippedCheck e) {
      Assumptions.abort(e.reason());
    }
  }

  /** Checks the promises one after another, each when its outcome is asked for. */
  public Stream<Outcome> outcomes() {
    return promises.stream().map(Promise::outcome);
  }

  /**
   * Checks every promise and tells those that are not kept, each with the reason; empty if all are.
   */
  public List<String> violations() {
    return outcomes()
        .filter(outcome -> !outcome.kept() && !outcome.unchecked())
        .map(outcome -> outcome.promise() + ": " + outcome.broken())
        .toList();
  }

  /** The sentences of all promises. */
  public List<String> promises() {
    return promises.stream().map(Promise::sentence).toList();
  }
}
