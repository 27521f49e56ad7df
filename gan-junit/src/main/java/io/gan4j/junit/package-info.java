/** Generated rows and pictures as parameters of test methods. */
@NullMarked
package io.gan4j.junit;

import org.jspecify.annotations.NullMarked;
