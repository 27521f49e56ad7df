/** What the numbers of a run say of it, in words. */
@NullMarked
package io.gan4j.report.verdict;

import org.jspecify.annotations.NullMarked;
