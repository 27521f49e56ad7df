/** What must hold of the loop. Nothing here needs TensorFlow. */
@NullMarked
package io.gan4j.core.run;

import org.jspecify.annotations.NullMarked;
