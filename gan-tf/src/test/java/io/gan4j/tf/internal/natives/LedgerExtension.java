package io.gan4j.tf.internal.natives;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.AssertionFailedError;

/**
 * Fails a test, or a class of tests, that leaves native memory behind, and names the places where
 * it was made. Every test of this module has it, by META-INF/services.
 */
public final class LedgerExtension
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(LedgerExtension.class);

  static {
    // JUnit makes the extension before there is a test, and so before there is a ledger.
    System.setProperty("gan4j.ledger.trace", "true");
  }

  /** What was held before. */
  private record Before(Set<NativeResourceTracker.Entry> entries) {}

  @Override
  public void beforeAll(ExtensionContext context) {
    remember(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    remember(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check(recalled(context));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check(recalled(context));
  }

  private static void remember(ExtensionContext context) {
    context
        .getStore(NAMESPACE)
        .put(context.getUniqueId(), new Before(NativeResourceTracker.entries()));
  }

  private static Set<NativeResourceTracker.Entry> recalled(ExtensionContext context) {
    return requireNonNull(
            context.getStore(NAMESPACE).get(context.getUniqueId(), Before.class), "not begun")
        .entries();
  }

  /**
   * Compares.
   *
   * @throws AssertionFailedError naming what is held now and was not before
   */
  static void check(Collection<NativeResourceTracker.Entry> before) {
    List<NativeResourceTracker.Entry> left = NativeResourceTracker.since(before);
    if (!left.isEmpty()) {
      throw new AssertionFailedError(
          left.size()
              + " left in native memory:\n"
              + left.stream()
                  .map(NativeResourceTracker.Entry::toString)
                  .collect(Collectors.joining("\n")));
    }
  }
}
