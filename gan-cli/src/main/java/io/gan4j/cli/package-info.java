/**
 * The command line: one class per command, and the list of modules that it is wired from. Nothing
 * else imports this package.
 */
@NullMarked
package io.gan4j.cli;

import org.jspecify.annotations.NullMarked;
