/**
 * The one door to native memory: whatever gan-tf makes of it is held by somebody, and a ledger
 * knows by whom. Seen by gan-tf alone.
 */
@NullMarked
package io.gan4j.tf.internal.natives;

import org.jspecify.annotations.NullMarked;
