package io.fnorpa.browser.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.CuttingRelay.Cut;
import io.fnorpa.job.AttemptId;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A click is never done twice: the real client, behind a relay that breaks its connections, drives a real Firefox behind
 * the packaged browser service, on a page that counts its clicks.
 */
class ClickOnceTest {

    private static final int CUTS = 200;
    private static final Resending QUICK = new Resending(3, Duration.ofMillis(1), Duration.ofMillis(4));
    /** Of one command each; in one round the server gets, for certain, as many requests that are cut as there are commands. */
    private static final List<List<Cut>> PLANS = List.of(
            List.of(Cut.AT_ONCE),
            List.of(Cut.BEFORE_THE_ANSWER),
            List.of(Cut.IN_THE_ANSWER),
            List.of(Cut.BEFORE_THE_SERVER, Cut.AT_ONCE),
            List.of(Cut.AT_ONCE, Cut.IN_THE_ANSWER),
            List.of(Cut.ABRUPTLY));
    private static final String PAGE = "<!doctype html><button id=count onclick=\"clicks.textContent=+clicks.textContent+1\">Click</button><p id=clicks>0</p>";

    @TempDir
    Path home;

    private HttpServer site;
    private BrowserService service;
    private CuttingRelay relay;
    private BrowserClient direct;
    private BrowserClient relayed;

    @BeforeEach
    void start() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", http -> {
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            http.getResponseHeaders().set("Content-Type", "text/html");
            http.sendResponseHeaders(200, page.length);
            http.getResponseBody().write(page);
            http.close();
        });
        site.start();
        SigningKeys keys = new SigningKeys(home.resolve("keys")).createIfAbsent();
        service = BrowserService.start(home, "browser-1", keys);
        relay = new CuttingRelay(service.address());
        Secret token = new TokenIssuer(keys, Clock.systemUTC())
                .session("browser-1", AttemptId.of(7, 1), "clicks", Instant.now().plus(Duration.ofHours(1)));
        direct = new BrowserClient(service.address(), token);
        relayed = new BrowserClient(relay.address(), token, QUICK);
    }

    @AfterEach
    void stop() throws IOException {
        if (relay != null) {
            relay.close();
        }
        if (service != null) {
            service.close();
        }
        site.stop(0);
    }

    @Test
    void aClickIsNeverDoneTwice() {
        URI page = URI.create("http://127.0.0.1:" + site.getAddress().getPort() + "/");
        direct.open(new SessionRequest("clicks", "octotel", page, List.of(), Map.of(), null, null, null, null, null));
        direct.execute(CommandDraft.of(CommandType.NAVIGATE).url("/").build());

        int commands = 0;
        while (relay.cutsAfterReceipt() < CUTS || commands % PLANS.size() > 0) {
            relay.cutNext(PLANS.get(commands % PLANS.size()));
            Command click = CommandDraft.of(CommandType.CLICK).target("#count").build();
            CommandResult answer = relayed.execute(click);
            commands++;
            assertThat(answer.type()).isEqualTo(CommandType.CLICK);
            assertThat(clicks()).as("clicks after command %d", commands).isEqualTo(commands);
        }

        assertThat(relay.cutsAfterReceipt()).isGreaterThanOrEqualTo(CUTS);
    }

    private int clicks() {
        return Integer.parseInt(String.valueOf(direct.execute(CommandDraft.of(CommandType.EXTRACT).target("#clicks").kind("text").build()).value()));
    }
}
