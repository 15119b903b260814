package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Dockerfile's instructions, stage by stage. */
final class Dockerfile {
    private static final Pattern FROM = Pattern.compile("FROM (\\S+) AS (\\S+)");

    private final Map<String, Stage> stages = new LinkedHashMap<>();

    /**
     * One stage.
     *
     * @param base the image or stage that it stands on
     */
    record Stage(String base, List<String> lines) {}

    private Dockerfile() {}

    /** The file that has this target. */
    static Dockerfile of(String target) throws IOException {
        return read(target.equals("connect") ? "connect/Dockerfile" : "Dockerfile");
    }

    static Dockerfile read(String file) throws IOException {
        Dockerfile dockerfile = new Dockerfile();
        List<String> lines = new ArrayList<>();
        String joined = Root.read(file).replaceAll("(?m)^#.*\\n", "").replace("\\\n", " ");
        for (String line : joined.lines().map(String::strip).toList()) {
            Matcher from = FROM.matcher(line);
            if (from.matches()) {
                lines = new ArrayList<>();
                dockerfile.stages.put(from.group(2), new Stage(from.group(1), lines));
            } else {
                assertThat(line).doesNotStartWith("FROM");
                lines.add(line);
            }
        }
        return dockerfile;
    }

    /** The instructions of a target and of the stages below it, which come first. */
    List<String> lines(String target) {
        Stage stage = stages.get(target);
        if (stage == null) {
            return new ArrayList<>();
        }
        List<String> lines = lines(stage.base());
        lines.addAll(stage.lines());
        return lines;
    }

    Map<String, Stage> stages() {
        return stages;
    }

    /** The port that an image of ours listens on. */
    static String port(String image) throws IOException {
        List<String> exposed = of(image).lines(image).stream()
                .filter(line -> line.startsWith("EXPOSE "))
                .toList();
        assertThat(exposed).as(image).hasSize(1);
        return exposed.get(0).replace("EXPOSE ", "");
    }
}
