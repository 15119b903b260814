/** The process that sets up what the services run on: topics, schema and sink. Each command may be run again. */
@NullMarked
package io.market1s.connect.setup;

import org.jspecify.annotations.NullMarked;
