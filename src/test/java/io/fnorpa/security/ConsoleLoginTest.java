package io.fnorpa.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.fnorpa.api.ApiServers;
import io.fnorpa.token.Role;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.attack.TokenAttacks;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Logins of people in a browser, and what is done to a cookie to get in without one. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class ConsoleLoginTest {

    /** Under which it is asked here, so that a page of it has this origin. */
    private static final String HOST = "127.0.0.1";
    private static final String COOKIE = "fnorpa-console";
    private static final String VERSION = "{\"type\":\"version\"}";

    @Inject
    SigningKeys keys;

    @Inject
    TokenCount count;

    @Test
    void whoPastesAGoodTokenIsLetInUntilItEnds() {
        Response login = post(api("viewer", Duration.ofMinutes(10)));
        login.then().statusCode(303).header("Location", "/hawtio/").header("Set-Cookie", containsString("Path=/hawtio")).header("Set-Cookie", containsString("SameSite=Strict"))
                .header("Set-Cookie", not(containsString("Secure")));
        assertThat(login.getHeader("Set-Cookie")).containsIgnoringCase("HttpOnly");
        assertThat(login.getDetailedCookie(COOKIE).getMaxAge()).isBetween(500L, 600L);

        String cookie = login.getCookie(COOKIE);
        console(cookie).get("/hawtio/user").then().statusCode(200).body(equalTo("\"Olga\""));
        console(cookie).get("/hawtio/").then().statusCode(200).body(containsString("<base href=\"/hawtio/\">"));
        console(cookie).get("/hawtio/camel/routeDiagram").then().statusCode(200).body(containsString("<base href=\"/hawtio/\">"));
        console(cookie).get("/hawtio").then().statusCode(303).header("Location", "/hawtio/");
        console(cookie).get("/hawtio/auth/config/session-timeout?t=17").then().statusCode(200).body("now", equalTo(17)).body("timeout", org.hamcrest.Matchers.lessThanOrEqualTo(600));
    }

    @Test
    void aLongTokenIsGoodForTwelveHoursAtTheMostAndBearerMayStandBefore() {
        assertThat(post("Bearer " + api("operator", Duration.ofDays(300))).getDetailedCookie(COOKIE).getMaxAge()).isBetween(43_000L, 43_200L);
    }

    @Test
    void underTlsTheCookieIsForTlsAlone() {
        loginForm(api("viewer", Duration.ofHours(1))).header("X-Forwarded-Proto", "https").post("/hawtio/login").then().statusCode(303).header("Set-Cookie", containsString("Secure"));
    }

    @Test
    void whoPastesABadTokenIsToldWhy() {
        post("eyJhbGciOiJub25lIn0.e30.").then().statusCode(401).contentType("text/html").body(containsString("The token was refused"));
        post(new TokenIssuer(keys, Clock.offset(Clock.systemUTC(), Duration.ofHours(-2))).api("Olga", "viewer", Duration.ofHours(1)).reveal())
                .then().statusCode(401).body(containsString("expired"));
        post(api("canteen", Duration.ofHours(1))).then().statusCode(401).body(containsString("none of the roles"));
        post("<script>").then().statusCode(401).body(not(containsString("<script>")));
        post("").then().statusCode(401).body(containsString("Paste your token"));
        assertThat(post(api("canteen", Duration.ofHours(1))).getCookies()).isEmpty();
    }

    /** Company tokens list groups by the hundred; the browser keeps none of that, but a small one of ours. */
    @Test
    void aCompanysLongTokenIsExchangedForAShortOne() throws IOException {
        try (PracticeIssuer company = PracticeIssuer.start()) {
            QuarkusMock.installMockForType(new ConsoleLogins(company.tokens(Map.of()), new TokenIssuer(keys, Clock.systemUTC()), keys, Clock.systemUTC(), count), ConsoleLogins.class);
            JwtClaims claims = PracticeIssuer.claims();
            claims.setStringClaim("preferred_username", "ada");
            claims.setStringListClaim("groups", Stream.concat(Stream.of("operator"), IntStream.range(0, 400).mapToObj(group -> "CN=Department " + group)).toList());
            String token = company.token(claims);
            assertThat(token).hasSizeBetween(8_000, 16_000);

            Response login = post(token);
            login.then().statusCode(303).header("Location", "/hawtio/");
            assertThat(login.getCookie(COOKIE)).hasSizeLessThan(2_000);
            console(login.getCookie(COOKIE)).get("/hawtio/user").then().statusCode(200).body(equalTo("\"ada\""));
        }
    }

    /** As long as a company's may be, longer, and longer than the form: the page says what is wrong. */
    @Test
    void aTokenThatIsTooLongIsToldSoOnThePage() {
        post("e".repeat(16_000)).then().statusCode(401).contentType("text/html").body(containsString("The token is longer than 4096 characters"));
        post("e".repeat(65_530)).then().statusCode(401).contentType("text/html").body(containsString("The token is longer than 4096 characters"));
        for (int length : List.of(65_531, 70_000, 500_000)) {
            post("e".repeat(length)).then().statusCode(413).contentType("text/html").body(containsString("That is no token"));
        }
    }

    /** What the table has as one plain header is tried as a cookie; the cookie is attacked as the API's token is. */
    @TestFactory
    Stream<DynamicTest> aCookieThatIsNotGoodOpensNothing() {
        return TokenAttacks.on(keys, cookie("operator")).stream()
                .filter(attack -> attack.authorization().size() == 1 && attack.authorization().get(0).matches("Bearer [A-Za-z0-9._~+/=-]{1,5000}"))
                .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
                    String token = attack.authorization().get(0).substring("Bearer ".length());
                    console(token).get("/hawtio/user").then().statusCode(401).contentType("application/problem+json");
                    jolokia(token, VERSION).then().statusCode(401);
                }));
    }

    @Test
    void theCookieOpensTheConsoleAloneAndTheApisTokenIsNoCookie() {
        String cookie = cookie("operator");
        given().cookie(COOKIE, cookie).get("/api/jobs").then().statusCode(401);
        given().header("Authorization", "Bearer " + cookie).get("/api/jobs").then().statusCode(401);
        given().header("Authorization", "Bearer " + cookie).get("/hawtio/user").then().statusCode(401);
        console(api("operator", Duration.ofHours(1))).get("/hawtio/user").then().statusCode(401);
        console(cookie).get("/hawtio/../api/jobs").then().statusCode(401);
    }

    @Test
    void aRequestThatAnotherSiteBeganChangesNothing() {
        String cookie = cookie("operator");
        jolokia(cookie, VERSION).then().statusCode(200).body("value.agent", equalTo("2.3.0")).header("Cache-Control", "no-store");
        console(cookie).contentType("application/json").body(VERSION).post("/hawtio/jolokia").then().statusCode(403);
        for (String origin : List.of("https://evil.example", "null", "http://" + HOST + ":1", HOST + ":" + RestAssured.port)) {
            console(cookie).header("Origin", origin).contentType("application/json").body(VERSION).post("/hawtio/jolokia").then().statusCode(403);
            given().header("Origin", origin).formParam("token", api("operator", Duration.ofHours(1))).post("/hawtio/login").then().statusCode(403);
        }
        console(cookie).header("Sec-Fetch-Site", "cross-site").header("Origin", here()).contentType("application/json").body(VERSION).post("/hawtio/jolokia").then().statusCode(403);
        given().redirects().follow(false).header("Sec-Fetch-Site", "cross-site").get("/hawtio/auth/logout").then().statusCode(403);
    }

    @Test
    void jolokiaIsAskedByPostAndShortly() throws IOException {
        String cookie = cookie("operator");
        console(cookie).get("/hawtio/jolokia/exec/java.lang:type=Memory/gc").then().statusCode(404);
        console(cookie).get("/hawtio/jolokia/read/java.lang:type=Memory").then().statusCode(404);
        console(cookie).header("Origin", here()).contentType("text/plain").body(VERSION).post("/hawtio/jolokia").then().statusCode(415);
        assertThat(statusLineOfLargeBody(cookie)).contains(" 413 ");
        console(cookie).delete("/hawtio/jolokia").then().statusCode(405);
        jolokia(cookie, "no json").then().statusCode(400);
        jolokia(cookie, "{\"type\":\"notification\",\"command\":\"register\"}").then().statusCode(200).body("status", equalTo(403));
        jolokia(cookie, "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}").then().statusCode(200).body("status", equalTo(403));
        jolokia(cookie, "{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc\"}").then().statusCode(200).body("status", not(equalTo(200)));
    }

    @Test
    void aBrowserIsLedToTheLoginAndOutAgain() {
        visit().get("/hawtio/").then().statusCode(303).header("Location", "/hawtio/login");
        visit().cookie(COOKIE, "eyJ").get("/hawtio/").then().statusCode(303).header("Location", "/hawtio/login?again").header("Set-Cookie", containsString("Max-Age=0"));
        given().get("/hawtio/login?again").then().statusCode(200).body(containsString("Your login has ended"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'")).header("X-Content-Type-Options", "nosniff");
        given().cookie(COOKIE, "eyJ").get("/hawtio/login").then().statusCode(200);
        visit().cookie(COOKIE, cookie("viewer")).get("/hawtio/auth/logout").then().statusCode(303).header("Location", "/hawtio/login").header("Set-Cookie", containsString("Max-Age=0"));
    }

    /** Its head alone is sent: the rest is not waited for. */
    private static String statusLineOfLargeBody(String cookie) throws IOException {
        try (Socket socket = new Socket(HOST, RestAssured.port)) {
            socket.setSoTimeout(10_000);
            String head = "POST /hawtio/jolokia HTTP/1.1\r\nHost: " + HOST + ":" + RestAssured.port + "\r\nOrigin: " + here() + "\r\nCookie: " + COOKIE + "=" + cookie
                    + "\r\nContent-Type: application/json\r\nContent-Length: 1048577\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        }
    }

    private RequestSpecification visit() {
        return given().redirects().follow(false).header("Accept", "text/html,*/*;q=0.8");
    }

    private static String here() {
        return "http://" + HOST + ":" + RestAssured.port;
    }

    private static RequestSpecification loginForm(String token) {
        return given().redirects().follow(false).header("Origin", here()).formParam("token", token);
    }

    private static Response post(String token) {
        return loginForm(token).post("/hawtio/login");
    }

    private static RequestSpecification console(String cookie) {
        return given().urlEncodingEnabled(false).redirects().follow(false).cookie(COOKIE, cookie);
    }

    private static Response jolokia(String cookie, String request) {
        return console(cookie).header("Origin", here()).contentType("application/json").body(request).post("/hawtio/jolokia");
    }

    private String cookie(String role) {
        return new TokenIssuer(keys, Clock.systemUTC()).console("Olga", List.of(Role.of(role).orElseThrow()), Instant.now().plus(Duration.ofHours(1))).reveal();
    }

    private String api(String role, Duration life) {
        return new TokenIssuer(keys, Clock.systemUTC()).api("Olga", role, life).reveal();
    }
}
