package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.account.LoginPass;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.login.SavedLogins;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class AccountsTest {

    private static final PortalAccount FIRST = PortalAccount.first("northfibre");
    private static final PortalAccount NIGHT = new PortalAccount("northfibre", "night");
    private static final FnoSettings.LoginBudget TWO = new FnoSettings.LoginBudget(2, Duration.ofMinutes(10));
    private static final String NORTH = "accounts.find { it.provider == 'northfibre' && it.account == 'default' }.";

    @Inject
    ApiCalls api;

    @Inject
    LoginBudget budget;

    @Inject
    SavedLogins logins;

    @BeforeEach
    void lanesAreOpenedAndAccountsAreClean() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                api.viewer().get("/api/lanes").then().body("lanes.provider", hasItems("northfibre", "southfibre")));
        budget.restore(FIRST);
        budget.restore(NIGHT);
        logins.forget(FIRST);
    }

    private void isRefusedTwice(PortalAccount account) {
        budget.spend(account, TWO, "login-refused in job 7", false);
        budget.spend(account, TWO, "login-refused in job 8", false);
    }

    @Test
    void accountsShowHowTheyStand() {
        budget.spend(FIRST, TWO, "login-refused in job 7", false);
        isRefusedTwice(NIGHT);

        api.viewer().get("/api/accounts").then().statusCode(200)
                .body(NORTH + "state", equalTo("READY")).body(NORTH + "refusals", equalTo(1)).body(NORTH + "refusals_allowed", equalTo(2))
                .body(NORTH + "reason", equalTo("login-refused in job 7")).body(NORTH + "rests_until", nullValue())
                .body(NORTH + "session_reuse", equalTo(false)).body(NORTH + "saved_login", nullValue()).body(NORTH + "logging_in", nullValue())
                .body(NORTH + "under_way", equalTo(0))
                .body(NORTH.replace("default", "night") + "state", equalTo("RESTING"))
                .body(NORTH.replace("default", "night") + "rests_until", notNullValue())
                .body("accounts.findAll { it.provider == 'southfibre' }.account", equalTo(java.util.List.of("default")));
    }

    @Test
    void aResetGivesTheBudgetBackAndLetsOneJobTryInTheLaneThatWaitedForIt() {
        isRefusedTwice(FIRST);
        close("login budget: account northfibre rests");

        api.operator().post("/api/accounts/north/default/reset").then().statusCode(200)
                .body("provider", equalTo("northfibre")).body("state", equalTo("READY")).body("refusals", equalTo(0)).body("reason", nullValue());

        api.viewer().get("/api/lanes").then().body("lanes.find { it.provider == 'northfibre' }.state", equalTo("CLOSED"))
                .body("lanes.find { it.provider == 'northfibre' }.reason", containsString("An account was reset: the next job tries it"));
        assertThat(Instant.parse(api.viewer().get("/api/lanes").<String>path("lanes.find { it.provider == 'northfibre' }.closed_until")))
                .as("the next claim probes").isBefore(Instant.now().plusSeconds(5));
    }

    @Test
    void aResetOpensNoLaneThatIsClosedForAnotherReason() {
        close("The portal failed: it is on fire");
        try {
            api.operator().body("{}").post("/api/accounts/northfibre/default/reset").then().statusCode(200);
            api.viewer().get("/api/lanes").then().body("lanes.find { it.provider == 'northfibre' }.state", equalTo("CLOSED"));
        } finally {
            api.operator().post("/api/lanes/northfibre/resume").then().statusCode(200);
        }
    }

    private void close(String reason) {
        api.run("update lane set state = 'CLOSED', closed_until = systimestamp + interval '1' hour, reason = ? where provider = 'northfibre'", reason);
    }

    @Test
    void aSavedLoginIsShownByItsDatesAndForgotten() throws IOException {
        LoginPass turn = logins.enter(FIRST, "job/7/attempt/1", Duration.ofMinutes(1));
        api.viewer().get("/api/accounts").then().body(NORTH + "logging_in", equalTo("job/7/attempt/1"));
        logins.save(FIRST, turn, new ObjectMapper().readTree("{\"cookies\":[{\"value\":\"sesame\"}]}"), Duration.ofHours(1));

        api.viewer().get("/api/accounts").then().body(NORTH + "saved_login.key_id", equalTo("k1"))
                .body(NORTH + "saved_login.saved_at", notNullValue()).body(NORTH + "saved_login.expires_at", notNullValue())
                .body(NORTH + "logging_in", nullValue()).body(not(containsString("sesame"))).body(not(containsString("box")));
        api.operator().post("/api/accounts/northfibre/default/forget-login").then().statusCode(200).body("saved_login", nullValue());
    }

    @Test
    void whatIsNoAccountIsAProblem() {
        for (String path : new String[] {"northfibre/day", "atlantis/default"}) {
            api.operator().post("/api/accounts/" + path + "/reset").then().statusCode(404).contentType(ApiProblem.MEDIA_TYPE)
                    .body("detail", containsString("GET /api/accounts lists them"));
        }
        api.operator().body("{\"refusals\": 0}").post("/api/accounts/northfibre/default/reset").then().statusCode(400);
    }

    @Test
    void withoutValkeyTheStandingIsNotToBeHad() {
        ApiServers.valkey().kill9();
        try {
            api.viewer().get("/api/accounts").then().statusCode(503).contentType(ApiProblem.MEDIA_TYPE)
                    .body("detail", containsString("Valkey gives no answer"));
            api.operator().post("/api/accounts/northfibre/default/reset").then().statusCode(503);
        } finally {
            ApiServers.valkey().restart();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> api.viewer().get("/api/accounts").then().statusCode(200));
    }
}
