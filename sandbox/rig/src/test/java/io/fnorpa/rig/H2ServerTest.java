package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ServerTest {

    private static final String USER = "rpa";
    private static final Secret PASSWORD = Secret.of("practice");

    @TempDir
    Path folder;

    @Test
    void speaksOraclesDialectAndLeavesNoProcess() throws Exception {
        List<ProcessHandle> family;
        try (H2Server h2 = H2Server.start(folder, USER, PASSWORD)) {
            family = Processes.family(h2.pid());
            assertThat(one(h2, "select sysdate from dual")).isNotNull();
        }
        Processes.awaitGone(family);
    }

    @Test
    void keepsEachConfirmedCommitOverAKill() throws Exception {
        try (H2Server h2 = H2Server.start(folder, USER, PASSWORD)) {
            execute(h2, "create table kept (n number(19))", "insert into kept values (42)");
            h2.kill9();
            h2.restart();
            assertThat(one(h2, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        try (H2Server h2 = H2Server.start(folder, USER, PASSWORD)) {
            for (InetAddress address : addressesOfThisMachine()) {
                assertThatThrownBy(() -> new Socket(address, h2.port().number()).close())
                        .as("H2 at %s", address).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void makesNoDatabaseForWhoConnects() throws Exception {
        try (H2Server h2 = H2Server.start(folder, USER, PASSWORD)) {
            for (String other : List.of("other", "mem:other")) {
                assertThatThrownBy(() -> DriverManager.getConnection("jdbc:h2:" + h2.address() + "/" + other, "sa", "").close())
                        .as(other).isInstanceOf(SQLException.class).hasMessageContaining("not found");
            }
        }
    }

    @Test
    void saysThatTheDatabaseHasAnotherPassword() {
        H2Server.start(folder, USER, PASSWORD).close();
        assertThatThrownBy(() -> H2Server.start(folder, USER, Secret.of("another")))
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("was made with another user than rpa, or with another password")
                .hasMessageContaining(folder.toString());
    }

    static List<InetAddress> addressesOfThisMachine() throws Exception {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()).toList();
    }

    private static void execute(H2Server h2, String... statements) throws SQLException {
        try (Connection connection = h2.connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String one(H2Server h2, String query) throws SQLException {
        try (Connection connection = h2.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
