package io.market1s.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.local.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class PostgresServerIT {
    private Path folder;
    private PostgresServer server;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, SQLException {
        folder = temporary.resolve("postgres");
        server = PostgresServer.prepare(folder, FreePorts.take().postgres());
        server.start();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void isAsDurableAsInProduction() throws SQLException {
        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query("SHOW full_page_writes")).isEqualTo("on");
    }

    @Test
    void isReachableFromThisMachineOnlyAndLetsNobodyInWithoutAPassword() throws SQLException, IOException {
        assertThat(query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
                .isEqualTo("0");
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "postgres", "postgres"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(Files.getPosixFilePermissions(folder.resolve("superuser-password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isTheSameOnEveryMachineWhateverItsLocaleAndZone() throws SQLException {
        assertThat(query("SELECT datlocale FROM pg_database WHERE datname = 'market'"))
                .isEqualTo("C.UTF-8");
        assertThat(query("SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(query("SELECT setting FROM pg_file_settings WHERE name = 'timezone' AND applied"))
                .isEqualTo("UTC");
    }

    /** As a killed JVM leaves it: the server runs on, nobody knows of it, and the port may be another one. */
    @Test
    void findsAndStopsAServerThatAnEarlierRunLeftBehindAndKeepsItsData() throws SQLException, IOException {
        query("SELECT 1");
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        PostgresServer orphan = server;

        server = PostgresServer.prepare(folder, FreePorts.take().postgres());

        assertThatThrownBy(() -> connect(orphan)).isInstanceOf(SQLException.class);
        server.start();
        assertThat(query("SELECT answer FROM kept")).isEqualTo("42");
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.superuser(), server.superuserPassword());
    }
}
