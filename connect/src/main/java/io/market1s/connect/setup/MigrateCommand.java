package io.market1s.connect.setup;

import io.market1s.connect.MarketSchema;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings the database up to date. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the database's schema up to date and gives the roles their passwords and rights again.",
            "",
            "SCHEMA_JDBC_URL           the database, jdbc:postgresql://HOST:PORT/DATABASE",
            "SCHEMA_OWNER              owns the schema and may create roles",
            "SCHEMA_OWNER_PASSWORD",
            "SCHEMA_SINK_PASSWORD      of market_sink, which writes market_1s",
            "SCHEMA_READER_PASSWORD    of market_reader, which reads it",
            "SCHEMA_VERIFIER_PASSWORD  of market_verifier, which compares it with rebuilt rows",
            "SCHEMA_RETENTION          partitions market_1s by day and drops days that are older, for example 90d;",
            "                          run migrate daily then. Cannot be undone (no partitions, kept for ever)"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class MigrateCommand implements Callable<Integer> {
    @ParentCommand
    private SetupMain parent;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        SchemaSettings settings = SchemaSettings.from(parent.environment());
        MarketSchema.Owner owner = settings.owner();
        int applied = settings.retention().isZero()
                ? MarketSchema.migrate(owner, settings.passwords())
                : MarketSchema.migratePartitioned(owner, settings.passwords(), settings.retention());
        spec.commandLine().getOut().printf("%d migrations applied to %s, rights given%n", applied, owner.jdbcUrl());
        return CommandLine.ExitCode.OK;
    }
}
