/**
 * A trained generator as a service inside a program: batches of many callers' requests, rows of a
 * table as records, and receipts by which a sample is made again.
 */
@NullMarked
package io.gan4j.core.serve;

import org.jspecify.annotations.NullMarked;
