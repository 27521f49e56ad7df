/**
 * Components that are wrong in one way each, as users might get them wrong, and the plugin that
 * brings them. What the conformance kit finds in them is its own test.
 */
@NullMarked
package io.gan4j.cli.mutants;

import org.jspecify.annotations.NullMarked;
