package io.fnorpa.api;

import static io.restassured.RestAssured.given;

import io.fnorpa.token.Role;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** How the tests call the API, with real tokens, and how they put rows where they need them. */
@ApplicationScoped
public class ApiCalls {

    private final TokenIssuer issuer;
    private final DataSource jobs;

    ApiCalls(SigningKeys keys, @jakarta.inject.Named("jobs") DataSource jobs) {
        this.issuer = new TokenIssuer(keys, Clock.systemUTC());
        this.jobs = jobs;
    }

    /** As Olga, an operator. */
    RequestSpecification operator() {
        return as("Olga", Role.OPERATOR).contentType(ContentType.JSON);
    }

    /** As Vic, a viewer. */
    RequestSpecification viewer() {
        return as("Vic", Role.VIEWER);
    }

    RequestSpecification as(String name, Role role) {
        return given().config(RestAssured.config().logConfig(RestAssured.config().getLogConfig().blacklistHeader("Authorization"))).header("Authorization", bearer(name, role));
    }

    private String bearer(String name, Role role) {
        return "Bearer " + issuer.api(name, role.id(), Duration.ofMinutes(5)).reveal();
    }

    /** As Olga, by a request line that no client would send. */
    String raw(String request) {
        return RawHttp.send(RestAssured.port, request, "Authorization: " + bearer("Olga", Role.OPERATOR) + "\r\n");
    }

    /** Nobody has used it. */
    static String newRef() {
        return "T-" + UUID.randomUUID();
    }

    /** Submits a job that is not due for long. */
    long submitLater(String externalRef) {
        return operator().body(Map.of("provider", "northfibre", "type", "check", "external_ref", externalRef,
                        "parameters", Map.of("service_id", "NF-100"), "run_after", java.time.OffsetDateTime.now().plusDays(2).toString()))
                .post("/api/jobs").then().statusCode(201).extract().jsonPath().getLong("id");
    }

    /** Puts a job into a state, as an attempt would have left it; a running one is another instance's. */
    void put(long id, String state, boolean pastNoReturn) {
        boolean underWay = state.equals("CLAIMED") || state.equals("RUNNING");
        run("update job set state = ?, attempt = 2, started_at = systimestamp, finished_at = ?, lease_owner = ?, lease_token = ?,"
                        + " lease_until = systimestamp + interval '1' hour, no_return_at = case when ? = 1 then systimestamp end,"
                        + " error_code = 'looked-bad', error_message = 'It looked bad.' where id = ?",
                state, underWay ? null : java.time.OffsetDateTime.now(), underWay ? "another" : null, underWay ? "lease-of-another" : null,
                pastNoReturn ? 1 : 0, id);
    }

    void run(String statement, Object... values) {
        try (Connection connection = jobs.getConnection(); PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One value of one row. */
    Object value(String query, Object... values) {
        try (Connection connection = jobs.getConnection(); PreparedStatement prepared = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            ResultSet rows = prepared.executeQuery();
            return rows.next() ? rows.getObject(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
