/** What a user can ask for: one class for each command, and the options that several have. */
@NullMarked
package io.market1s.local.command;

import org.jspecify.annotations.NullMarked;
