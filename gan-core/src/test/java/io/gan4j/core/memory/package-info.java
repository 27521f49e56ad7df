/** Tests of the check of memory, on made-up machines and plans. Nothing here takes much of it. */
@NullMarked
package io.gan4j.core.memory;

import org.jspecify.annotations.NullMarked;
