package io.market1s.testing.sample.one;

import io.market1s.testing.sample.other.Other;
import java.util.List;

/** One of two classes that use each other. */
public record One(List<Other> others) {}
