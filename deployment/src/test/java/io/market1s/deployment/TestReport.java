package io.market1s.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What Surefire reports of a test class.
 *
 * @param name of the class, without its package
 * @param ran tests that were not skipped
 * @param failed of those that ran
 * @param skipped a line for each reason: the class, what of it was skipped, why
 */
record TestReport(String name, int ran, int failed, List<String> skipped) {
    /** Reads a report. */
    static TestReport read(Path file) {
        Element suite = parse(file).getDocumentElement();
        String name = suite.getAttribute("name").replaceFirst(".*\\.", "");
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (test.getElementsByTagName("skipped").item(0) instanceof Element skip) {
                byReason.computeIfAbsent(reason(skip), reason -> new ArrayList<>())
                        .add(test.getAttribute("name").replaceFirst("\\(.*", ""));
            }
        }
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, names) -> lines.add(name + ", " + what(names) + ": " + reason));
        return new TestReport(
                name,
                number(suite, "tests") - number(suite, "skipped"),
                number(suite, "failures") + number(suite, "errors"),
                lines);
    }

    /** Whether it says nothing of any test: a class was skipped, or it has another report for each of its arguments. */
    boolean isEmpty() {
        return ran == 0 && skipped.isEmpty();
    }

    private static String what(List<String> names) {
        return names.size() > 1 ? names.size() + " tests" : names.get(0).isEmpty() ? "the whole class" : names.get(0);
    }

    /** The first line of what JUnit or AssertJ says, without their own words. */
    private static String reason(Element skip) {
        String said = skip.getAttribute("message") + "\n" + skip.getTextContent();
        return said.strip()
                .replaceFirst("^org\\.opentest4j\\.TestAbortedException:\\s*", "")
                .replaceFirst("^(Assumption failed: |assumption was not met due to: \\[)", "")
                .lines()
                .findFirst()
                .map(line -> line.strip().replaceFirst("]$", ""))
                .orElse("no reason is given");
    }

    private static int number(Element suite, String attribute) {
        return Integer.parseInt(suite.getAttribute(attribute));
    }

    private static Document parse(Path file) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException(file + " is no test report", e);
        }
    }
}
