/** Where a run stands, as its log and its progress bar tell it. */
@NullMarked
package io.gan4j.core.progress;

import org.jspecify.annotations.NullMarked;
