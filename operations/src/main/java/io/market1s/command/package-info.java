/** How every process of the project begins: its command line, its help, its exit status. */
@NullMarked
package io.market1s.command;

import org.jspecify.annotations.NullMarked;
