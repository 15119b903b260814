/** What a run did, told from the database and the topics and by an independent reader. */
@NullMarked
package io.market1s.local.report;

import org.jspecify.annotations.NullMarked;
