/** What a person looks at: pictures of a run while it goes on, galleries, and pages about runs. */
@NullMarked
package io.gan4j.report;

import org.jspecify.annotations.NullMarked;
