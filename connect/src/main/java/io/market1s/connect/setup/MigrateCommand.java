package io.market1s.connect.setup;

import io.market1s.command.Configured;
import io.market1s.connect.MarketSchema;
import io.market1s.settings.KnownSettings;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings the database up to date. */
@Command(
        name = "migrate",
        description = {"Brings the database's schema up to date and gives the roles their passwords and rights again."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class MigrateCommand implements Callable<Integer>, Configured {
    @ParentCommand
    private SetupMain parent;

    @Spec
    private CommandSpec spec;

    @Override
    public KnownSettings knownSettings() {
        return SchemaSettings.KNOWN;
    }

    @Override
    public Integer call() throws SQLException {
        SchemaSettings settings = SchemaSettings.from(parent.environment());
        MarketSchema.Owner owner = settings.owner();
        int applied;
        try {
            applied = settings.retention().isZero()
                    ? MarketSchema.migrate(owner, settings.passwords())
                    : MarketSchema.migratePartitioned(owner, settings.passwords(), settings.retention());
        } catch (FlywayException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        spec.commandLine().getOut().printf("%d migrations applied to %s, rights given%n", applied, owner.jdbcUrl());
        return CommandLine.ExitCode.OK;
    }
}
