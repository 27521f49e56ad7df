/**
 * Contract tests that a user's own component can extend, and fakes that stand in for the real ones.
 * Meant for test scope.
 */
@NullMarked
package io.gan4j.testkit;

import org.jspecify.annotations.NullMarked;
