/** Tests of evaluations: what is refused, what is kept, and what results say of themselves. */
@NullMarked
package io.gan4j.core.evaluate;

import org.jspecify.annotations.NullMarked;
