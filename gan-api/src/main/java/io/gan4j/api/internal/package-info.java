/** What several packages of gan-core share and nobody else imports. Small helpers only. */
@NullMarked
package io.gan4j.api.internal;

import org.jspecify.annotations.NullMarked;
