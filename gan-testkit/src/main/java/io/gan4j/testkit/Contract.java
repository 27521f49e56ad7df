package io.gan4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * What a component promises by implementing an interface of gan4j, as checks that can be run one by
 * one. In a test class:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *   return LossContract.of(new MyLoss()).tests();
 * }
 * }</pre>
 */
public final class Contract {

  private record Promise(String sentence, Executable check) {}

  private final String subject;
  private final List<Promise> promises = new ArrayList<>();

  Contract(Object subject) {
    this.subject = subject.toString();
  }

  /** Adds a promise: a sentence about the subject, and what fails if it is not kept. */
  Contract promise(String sentence, Executable check) {
    promises.add(new Promise(sentence, check));
    return this;
  }

  /** Adds all promises of another contract. */
  Contract and(Contract other) {
    promises.addAll(other.promises);
    return this;
  }

  /** One test per promise, for a method with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return promises.stream()
        .map(
            promise ->
                DynamicTest.dynamicTest(subject + " " + promise.sentence(), promise.check()));
  }

  /**
   * Checks every promise and tells those that are not kept, each with the reason; empty if all are.
   */
  public List<String> violations() {
    List<String> violations = new ArrayList<>();
    for (Promise promise : promises) {
      try {
        promise.check().execute();
      } catch (Throwable broken) {
        if (broken instanceof VirtualMachineError error) {
          throw error;
        }
        violations.add(promise.sentence() + ": " + broken);
      }
    }
    return violations;
  }

  /** The sentences of all promises. */
  public List<String> promises() {
    return promises.stream().map(Promise::sentence).toList();
  }
}
