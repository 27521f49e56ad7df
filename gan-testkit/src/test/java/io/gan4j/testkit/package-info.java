/**
 * Tests of the contracts and fakes themselves. They must be able to fail: each contract is shown a
 * component that breaks it.
 */
@NullMarked
package io.gan4j.testkit;

import org.jspecify.annotations.NullMarked;
