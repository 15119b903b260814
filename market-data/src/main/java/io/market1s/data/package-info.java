/** The vocabulary that every module shares: raw events, the bar, topics, their JSON, and settings. */
@NullMarked
package io.market1s.data;

import org.jspecify.annotations.NullMarked;
