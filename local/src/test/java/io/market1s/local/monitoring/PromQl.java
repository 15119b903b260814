package io.market1s.local.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a PromQL expression which metrics it asks for, and which of their labels it selects by. */
final class PromQl {
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|\\[[^]]*]|[A-Za-z_:][\\w:]*|\\d[\\w.]*|=~|!~|!=|==|[<>]=|\\S");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool", "inf", "nan", "atan2");
    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Set<String>> uses = new TreeMap<>();

    private PromQl(String expression) {
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    /** The metrics' names, each with the labels in its braces. */
    static Map<String, Set<String>> uses(String expression) {
        PromQl query = new PromQl(expression);
        for (int i = 0; i < query.tokens.size(); i++) {
            i = query.read(i);
        }
        return query.uses;
    }

    /** Reads what begins at a token; returns where it ends. */
    private int read(int at) {
        String word = tokens.get(at);
        if (!isName(word) || WORDS.contains(word)) {
            return at;
        }
        if (LABEL_LISTS.contains(word)) {
            return token(at + 1).equals("(") ? tokens.subList(at, tokens.size()).indexOf(")") + at : at;
        }
        if (token(at + 1).equals("(") || LABEL_LISTS.contains(token(at + 1))) {
            return at;
        }
        Set<String> labels = uses.computeIfAbsent(word, name -> new TreeSet<>());
        int end = at;
        if (token(at + 1).equals("{")) {
            for (end = at + 2; !token(end).equals("}"); end++) {
                if (isName(token(end))) {
                    labels.add(token(end));
                }
            }
        }
        return end;
    }

    private String token(int at) {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private static boolean isName(String token) {
        return token.matches("[A-Za-z_:][\\w:]*");
    }
}
