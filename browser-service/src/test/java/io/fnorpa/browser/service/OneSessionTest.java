package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.service.session.Sessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that was started for one job. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestProfile(OneSessionTest.OneSession.class)
class OneSessionTest {

    @TestHTTPResource("/")
    URL service;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Sessions sessions;

    @Test
    void noOtherFirefoxIsStartedOnceItsSessionWasOpened() {
        Caller caller = Caller.ofNewSession(service);
        try (AwkwardSite site = new AwkwardSite()) {
            caller.open(site.url()).done();
            lifecycle.look();
            assertThat(caller.get("/health/ready").done().json().path("status").asText()).isEqualTo("ready");
            caller.close().done();
            lifecycle.look();

            Caller.Answer health = caller.get("/health/ready");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().path("status").asText()).as("initializing would mean that one is being started").isEqualTo("error");
            assertThat(health.json().path("message").asText()).contains("browser.one-session");
            assertThat(Caller.ofNewSession(service).post("/browser/session/create", "{\"base_url\":\"" + site.url() + "\"}")
                    .problem("capacity").detail()).contains("one session", "ask another service");

            sessions.shutDown(); // nothing else is done with this service
            Caller.ofNewSession(service).post("/browser/session/create", "{\"base_url\":\"" + site.url() + "\"}").problem("shutting-down");
        }
    }

    /** Its settings. */
    public static class OneSession implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("browser.one-session", "true");
        }
    }
}
