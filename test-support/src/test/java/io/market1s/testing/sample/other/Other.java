package io.market1s.testing.sample.other;

import io.market1s.testing.sample.one.One;
import java.util.List;

/** One of two classes that use each other. */
public record Other(List<One> ones) {}
