package io.market1s.benchmark.core;

import io.market1s.benchmark.report.Result;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Parsing and merging by JMH: time and bytes allocated for each operation, in JVMs of their own. */
public final class CoreBenchmark {
    private CoreBenchmark() {}

    /**
     * Runs all of them.
     *
     * @param isLong more and longer rounds
     */
    public static Result run(boolean isLong) throws RunnerException {
        int forks = isLong ? 3 : 1;
        int rounds = isLong ? 5 : 3;
        TimeValue length = TimeValue.milliseconds(isLong ? 1_000 : 500);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CoreBenchmark.class.getPackageName() + "\\.(Parse|Merge)Benchmark")
                        .forks(forks)
                        .warmupIterations(rounds)
                        .warmupTime(length)
                        .measurementIterations(rounds)
                        .measurementTime(length)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Result result = new Result(
                "core",
                Map.of("forks", Integer.toString(forks), "rounds", rounds + " of " + length),
                List.of("", "ns/op", "+-", "bytes/op"));
        for (RunResult run : results) {
            result.row(List.of(
                    name(run),
                    number(run, each -> each.getPrimaryResult().getScore()),
                    number(run, each -> each.getPrimaryResult().getScoreError()),
                    number(run, CoreBenchmark::allocated)));
        }
        return result;
    }

    private static String name(RunResult run) {
        String benchmark = run.getParams().getBenchmark();
        String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        if (method.equals("parse")) {
            String kind = run.getParams().getParam("kind");
            return "parse " + (Character.isDigit(kind.charAt(0)) ? "book of " + kind : kind);
        }
        return method + ", " + run.getParams().getParam("symbols") + " symbols";
    }

    private static double allocated(RunResult run) {
        var bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
        return bytes == null ? Double.NaN : bytes.getScore();
    }

    private static String number(RunResult run, ToDoubleFunction<RunResult> value) {
        return String.format(Locale.ROOT, "%,.0f", value.applyAsDouble(run));
    }
}
