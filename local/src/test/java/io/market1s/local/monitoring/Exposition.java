package io.market1s.local.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service says at its {@code /metrics} at one moment. */
public final class Exposition {
    private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:\\\\.|[^\"\\\\])*\"");

    private final String text;

    private Exposition(String text) {
        this.text = text;
    }

    /** Asks a service at an address without a path. */
    public static Exposition of(String service) throws IOException, InterruptedException {
        return new Exposition(get(service + "/metrics").body());
    }

    /** Asks for any page of a service. */
    public static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    /** The sum of a metric's samples whose labels contain this text; NaN if there is none. */
    public double sum(String metric, String label) {
        double sum = Double.NaN;
        for (Matcher sample : samples()) {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            if (sample.group(1).equals(metric) && labels.contains(label)) {
                double value = Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"));
                sum = Double.isNaN(sum) ? value : sum + value;
            }
        }
        return sum;
    }

    /** Every metric's name with the labels that its samples have. */
    Map<String, Set<String>> metrics() {
        Map<String, Set<String>> metrics = new TreeMap<>();
        for (Matcher sample : samples()) {
            Set<String> labels = metrics.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        }
        return metrics;
    }

    private Iterable<Matcher> samples() {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .toList();
    }
}
