package io.market1s.command;

import io.market1s.settings.BadUseException;
import io.market1s.settings.Durations;
import io.market1s.settings.Setting;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Command lines that behave alike. Exit status: 0 after a regular end, 1 if it failed, 2 for bad use, a wrong setting among
 * them; a user's mistake gets a message and no stack trace. An {@link IllegalStateException} explains itself; what else is
 * thrown goes to the log too. Told to stop by a signal, the JVM ends with 128 and the signal's number.
 */
public final class Commands {
    private static final int WIDTH = 110;
    private static final int OPTIONS_WIDTH = 28;
    private static final String SETTINGS = "settings";
    private static final String LOGGING = "logback.configurationFile";

    private Commands() {}

    /** The command line of an annotated command and of the commands below it. */
    public static CommandLine line(Object command) {
        return setUp(new CommandLine(command));
    }

    /** The same, for commands that were put together. */
    public static CommandLine setUp(CommandLine line) {
        line.registerConverter(Instant.class, Commands::instant);
        line.registerConverter(Duration.class, Commands::duration);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpLongOptionsMaxWidth(OPTIONS_WIDTH).setUsageHelpWidth(WIDTH);
        line.setParameterExceptionHandler((e, arguments) -> badUse(
                e.getCommandLine(),
                e.getMessage() + "\nSee " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help"));
        line.setExecutionExceptionHandler((e, failed, arguments) -> failure(e, failed));
        addHelp(line);
        List<String> sections = new ArrayList<>(line.getHelpSectionKeys());
        sections.add(sections.indexOf(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING), SETTINGS);
        line.setHelpSectionKeys(sections);
        line.getHelpSectionMap().put(SETTINGS, Commands::settings);
        line.setHelpSectionMap(line.getHelpSectionMap());
        return line;
    }

    /**
     * Logs as a resource of the class path says, unless the user has named another. Call it before anything logs.
     *
     * @param configuration Logback's
     */
    public static void logAs(String configuration) {
        System.setProperty(LOGGING, System.getProperty(LOGGING, configuration));
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this and exit.")
                        .build());
        line.getSubcommands().values().forEach(Commands::addHelp);
    }

    private static String settings(Help help) {
        if (!(help.commandSpec().userObject() instanceof Configured configured)) {
            return "";
        }
        List<Setting<?>> settings = configured.knownSettings().all();
        int names = 4
                + settings.stream()
                        .mapToInt(setting -> setting.name().length())
                        .max()
                        .orElse(0);
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(names, 2, Column.Overflow.SPAN),
                new Column(WIDTH - names, 0, Column.Overflow.WRAP));
        settings.forEach(
                setting -> table.addRowValues(setting.name(), setting.meaning() + " (" + setting.shownDefault() + ")"));
        return String.format("%nSettings, by environment variables%n%s%n", table);
    }

    private static int failure(Exception failure, CommandLine line) {
        if (failure instanceof BadUseException) {
            return badUse(line, String.valueOf(failure.getMessage()));
        }
        String name = line.getCommandSpec().qualifiedName();
        boolean explained = failure instanceof IllegalStateException;
        if (!explained) {
            LoggerFactory.getLogger(Commands.class).error("{} failed", name, failure);
        }
        say(line, name + " failed: " + (explained ? failure.getMessage() : failure));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int badUse(CommandLine line, String message) {
        say(line, message);
        return CommandLine.ExitCode.USAGE;
    }

    private static void say(CommandLine line, String message) {
        PrintWriter err = line.getErr();
        err.println(message);
        err.flush();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time; write it in UTC, for example 2026-02-16T07:00:00Z");
        }
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
