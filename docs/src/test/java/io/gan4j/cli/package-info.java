/** What the manual's tests need from within the command line. */
@NullMarked
package io.gan4j.cli;

import org.jspecify.annotations.NullMarked;
