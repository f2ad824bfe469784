package io.fnorpa.browser.service;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Opens, uses and closes sessions of a service one after the other, with so many open at a time. */
record SessionsInARow(ServiceProcess service, AwkwardSite site, int atATime) {

    void run(int count) {
        Deque<Caller> open = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            open.add(opened());
            open.forEach(SessionsInARow::use);
            if (open.size() == atATime) {
                open.remove().close().done();
            }
        }
        open.forEach(caller -> caller.close().done());
    }

    private Caller opened() {
        Caller caller = service.caller();
        caller.open(site.url(), ",\"credentials\":{\"password\":\"p4ssw0rd\"}").done();
        return caller;
    }

    private static void use(Caller caller) {
        caller.navigate("/secrets.html").done();
        caller.run("'type':'fill','target':'css=[name=password]','credential':'password'").done();
        caller.get("/browser/screenshot").done();
        caller.navigate("/").done();
        caller.run("'type':'download','target':'css=#csv'").done();
        caller.run("'type':'click','target':'css=#nowhere','timeout_ms':100").problem("element-not-found");
    }

    /** What the service uses when no session is open and its next Firefox waits. */
    Footprint settled() throws IOException, InterruptedException {
        Caller anybody = new Caller(service.url(), null, "");
        await().atMost(ServiceProcess.PATIENCE).until(() -> {
            Caller.Answer ready = anybody.get("/health/ready");
            return ready.status() == 200 && ready.json().path("open_sessions").asInt() == 0;
        });
        return Footprint.of(service);
    }
}
