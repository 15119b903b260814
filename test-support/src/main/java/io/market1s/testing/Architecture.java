package io.market1s.testing;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which package of a module may use which other, as a table that a test writes down and checks. Every package is in the
 * table. A use that the table does not allow is a fault; so are a circle between packages and a package with more than
 * {@value #MOST_CLASSES} classes.
 */
public final class Architecture {
    private static final int MOST_CLASSES = 20;

    private final String root;
    private final JavaClasses classes;
    private final Map<String, Set<String>> allowed = new TreeMap<>();

    private Architecture(String root, ClassFileImporter importer) {
        this.root = root;
        ImportOption written = location -> !location.contains("jmh_generated");
        // What other modules and libraries are made of is not looked at; to read it would take most of the time.
        this.classes = ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return importer.withImportOption(written).importPackages(root);
        });
    }

    /** The main classes under a package. */
    public static Architecture of(String root) {
        return new Architecture(
                root, new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS));
    }

    /** All classes under a package, for a module that has tests only. */
    public static Architecture ofTests(String root) {
        return new Architecture(root, new ClassFileImporter());
    }

    /**
     * Adds a package to the table.
     *
     * @param name below the root; empty for the root itself
     * @param used the packages of the module that it uses, named likewise
     */
    public Architecture allow(String name, String... used) {
        allowed.put(name, new TreeSet<>(List.of(used)));
        return this;
    }

    /**
     * Compares the classes with the table.
     *
     * @throws AssertionError that names every fault
     */
    public void check() {
        List<String> faults = new ArrayList<>();
        Map<String, Set<String>> found = uses();
        found.forEach((name, used) -> {
            Set<String> may = allowed.get(name);
            if (may == null) {
                faults.add("package '%s' is not in the table".formatted(name));
            } else if (!may.containsAll(used)) {
                faults.add("package '%s' uses %s, but may use only %s".formatted(name, used, may));
            }
        });
        allowed.keySet().stream()
                .filter(name -> !found.containsKey(name))
                .forEach(name -> faults.add("package '%s' has no class".formatted(name)));
        classCounts().forEach((name, count) -> {
            if (count > MOST_CLASSES) {
                faults.add("package '%s' has %d classes, more than %d".formatted(name, count, MOST_CLASSES));
            }
        });
        found.keySet().stream()
                .filter(name -> reachable(name, found).contains(name))
                .forEach(name -> faults.add("package '%s' is part of a circle".formatted(name)));
        if (!faults.isEmpty()) {
            throw new AssertionError(root + ":\n" + String.join("\n", faults));
        }
    }

    private Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass each : classes) {
            Set<String> used = uses.computeIfAbsent(name(each), name -> new TreeSet<>());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(target) && !name(target).equals(name(each))) {
                    used.add(name(target));
                }
            }
        }
        return uses;
    }

    /** What a package uses, and what that uses, and so on. */
    private static Set<String> reachable(String from, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(from));
        while (!left.isEmpty()) {
            for (String used : uses.getOrDefault(left.remove(), Set.of())) {
                if (reached.add(used)) {
                    left.add(used);
                }
            }
        }
        return reached;
    }

    private Map<String, Integer> classCounts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (JavaClass each : classes) {
            if (each.isTopLevelClass() && !each.getSimpleName().equals("package-info")) {
                counts.merge(name(each), 1, Integer::sum);
            }
        }
        return counts;
    }

    private boolean isOurs(JavaClass each) {
        return classes.contain(each.getName());
    }

    private String name(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }
}
