package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process of its own, as the orchestrator starts it. */
class PackagedServiceIT {

    @TempDir
    Path folder;

    private ServiceProcess service;

    @AfterEach
    void endProcess() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void saysWhereItIsServesASessionAndEndsWithItsParent() throws Exception {
        service = ServiceProcess.start(folder);

        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = service.caller();
            caller.open(site.url()).done();
            assertThat(caller.navigate("/").done().value()).isEqualTo("200");
            assertThat(caller.text("css=h1")).isEqualTo("Sign in");
        }
        assertThat(service.firefoxes()).hasSizeGreaterThan(1).allSatisfy(PackagedServiceIT::mayLeaveNoCoreFile);
        mayLeaveNoCoreFile(service.process().toHandle());
        assertEndsAndLeavesNothing();
    }

    private static void mayLeaveNoCoreFile(ProcessHandle process) throws IOException {
        assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/limits"))).containsPattern("Max core file size +0 +0");
    }

    @Test
    void startsNoFirefoxAfterItsOneSession() throws Exception {
        service = ServiceProcess.start(folder, "-Dbrowser.one-session=true");

        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = service.caller();
            caller.open(site.url()).done();
            caller.close().done();
            await().atMost(ServiceProcess.PATIENCE).until(() -> caller.get("/health/ready").json().path("status").asText().equals("error"));
        }
        assertEndsAndLeavesNothing();
        assertThat(service.log()).contains("Starting firefox-1").doesNotContain("Starting firefox-2");
    }

    @Test
    void endsWhileItsFirefoxIsBeingStarted() throws Exception {
        service = ServiceProcess.start(folder);

        assertEndsAndLeavesNothing();
    }

    private void assertEndsAndLeavesNothing() throws IOException, InterruptedException {
        List<ProcessHandle> browser = service.children();

        service.process().getOutputStream().close();

        assertThat(service.awaitEnd()).as("0 unless it was halted").isZero();
        await().atMost(ServiceProcess.PATIENCE).until(() -> browser.stream().noneMatch(ServiceProcess::runs));
        assertThat(service.browserFolders()).isEmpty();
    }

    @Test
    void aWrongSettingEndsItWithAMessage() throws Exception {
        service = ServiceProcess.begin(folder, "-Dbrowser.max-sessions=99");

        assertThat(service.awaitEnd()).isNotZero();
        assertThat(service.log()).contains("browser.max-sessions=99 is wrong; it must be a number from 1 to 16");
    }

    @Test
    void anUnknownSettingEndsItToo() throws Exception {
        service = ServiceProcess.begin(folder, "-Dbrowser.max-session=2");

        assertThat(service.awaitEnd()).isNotZero();
        assertThat(service.log()).contains("browser.max-session");
    }
}
