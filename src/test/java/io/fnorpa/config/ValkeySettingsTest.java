package io.fnorpa.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ValkeySettingsTest {

    private static final String TWO = "redis://10.0.0.1:26379,redis://10.0.0.2:26379";

    @Test
    void eachModeAsItIsMeantIsTaken() {
        assertThat(problems(Map.of())).isEmpty();
        assertThat(problems(Map.of("rpa.valkey.url", "rediss://valkey.example:6380"))).isEmpty();
        assertThat(problems(Map.of("rpa.valkey.mode", "sentinel", "rpa.valkey.url", TWO, "rpa.valkey.master-name", "rpa"))).isEmpty();
        assertThat(problems(Map.of("rpa.valkey.mode", "cluster", "rpa.valkey.url", TWO))).isEmpty();
    }

    @Test
    void aLoneServerHasOneAddress() {
        assertThat(problems(Map.of("rpa.valkey.url", TWO))).singleElement().asString()
                .contains("rpa.valkey.url has 2 addresses and rpa.valkey.mode is standalone");
    }

    @Test
    void onlySentinelsKnowThePrimaryByAName() {
        assertThat(problems(Map.of("rpa.valkey.mode", "sentinel", "rpa.valkey.url", TWO))).singleElement().asString()
                .contains("rpa.valkey.master-name is missing").contains("SENTINEL MASTERS");
        assertThat(problems(Map.of("rpa.valkey.mode", "cluster", "rpa.valkey.url", TWO, "rpa.valkey.master-name", "rpa"))).singleElement().asString()
                .contains("rpa.valkey.master-name is rpa; only rpa.valkey.mode=sentinel has one, and it is cluster");
    }

    @Test
    void anAddressIsOneAndShowsNoPassword() {
        assertThat(problems(Map.of("rpa.valkey.url", "http://valkey.example"))).singleElement().asString()
                .contains("rpa.valkey.url has http://valkey.example; it must be redis://host:port");
        for (String url : List.of("redis://:opensesame@10.0.0.1:1", "redis://10.0.0.1:1?password=opensesame")) {
            assertThat(problems(Map.of("rpa.valkey.url", url))).singleElement().asString()
                    .contains("valkey-password").doesNotContain("opensesame");
        }
    }

    @Test
    void aConfirmationTakesLessThanTheWholeCall() {
        assertThat(problems(Map.of("rpa.totp.replica-timeout", "5s"))).singleElement().asString()
                .contains("rpa.totp.replica-timeout is PT5S").contains("rpa.valkey.timeout, which is PT5S");
    }

    @Test
    void whereAServerMayTakeAnothersPlaceReplicasConfirm() {
        assertThat(problems(Map.of("rpa.totp.min-replicas", "0"))).as("alone there need be none").isEmpty();
        assertThat(problems(Map.of("rpa.valkey.mode", "sentinel", "rpa.valkey.url", TWO, "rpa.valkey.master-name", "rpa", "rpa.totp.min-replicas", "0")))
                .singleElement().asString().contains("rpa.totp.min-replicas is 0 and rpa.valkey.mode is sentinel").contains("a second time");
        assertThat(problems(Map.of("rpa.valkey.mode", "cluster", "rpa.valkey.url", TWO, "rpa.totp.min-replicas", "0")))
                .singleElement().asString().contains("rpa.valkey.mode is cluster");
    }

    @Test
    void aCallEndsBeforeTheTransactionThatItIsMadeIn() throws IOException {
        assertThat(problems(Map.of("rpa.valkey.timeout", "29s"))).isEmpty();
        assertThat(problems(Map.of("rpa.valkey.timeout", "30s"))).singleElement().asString()
                .contains("rpa.valkey.timeout is PT30S").contains("a transaction in the database, PT30S");
        Properties application = new Properties();
        try (InputStream in = PlatformConfig.class.getResourceAsStream("/application.properties")) {
            application.load(in);
        }
        assertThat(application).as("the limit that the message names").containsEntry("quarkus.transaction-manager.default-transaction-timeout", "30s");
    }

    private static List<String> problems(Map<String, String> given) {
        Map<String, String> settings = new HashMap<>(Map.of("rpa.keys.dir", "keys", "rpa.secrets.dir", "secrets", "rpa.database.url", "jdbc:h2:mem:"));
        settings.putAll(given);
        return ValkeySettings.problems(new SmallRyeConfigBuilder().withMapping(PlatformConfig.class).withDefaultValues(settings)
                .addDiscoveredConverters().build().getConfigMapping(PlatformConfig.class));
    }
}
