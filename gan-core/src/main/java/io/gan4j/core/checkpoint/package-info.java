/**
 * Checkpoints: all state of a run as one folder that is either whole or not there. Arrays are
 * stored in the safetensors format, which holds numbers and nothing that could be executed.
 */
@NullMarked
package io.gan4j.core.checkpoint;

import org.jspecify.annotations.NullMarked;
