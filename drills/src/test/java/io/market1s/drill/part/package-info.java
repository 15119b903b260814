/** What a drill starts, kills and fills: processes, a broker, a volume, a clock. */
@NullMarked
package io.market1s.drill.part;

import org.jspecify.annotations.NullMarked;
