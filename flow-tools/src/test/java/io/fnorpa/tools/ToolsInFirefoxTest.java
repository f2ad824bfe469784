package io.fnorpa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.flow.tool.FlowTool;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.Server;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.tools.practice.SamplePortal;
import io.fnorpa.tools.record.RecordCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools at their work, in a real Firefox: one browser service for all. */
class ToolsInFirefoxTest {

    private static final Checkout CHECKOUT = Checkout.find();
    /** At or after the digits of a time and the words, the place and the result. */
    private static final String LINE = " +\\d+\\.\\d s +%s  \\(%s:\\d+\\)  ok, .*";

    @TempDir
    static Path folder;

    private static LocalBrowser browser;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
    private final Path flows = folder.resolve("flows");

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectory(folder.resolve("flows"));
        browser = LocalBrowser.start(CHECKOUT, folder.resolve("browser"), new SigningKeys(folder.resolve("keys")), false, 0, Map.of());
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Each command and each file of docs/flow-author.md, in their order, but for those that want a display or a real portal. */
    @Test
    void thePageForAuthorsLeadsToWhatItSays() throws IOException {
        for (AuthorsPage.Deed deed : AuthorsPage.deeds(CHECKOUT, flows)) {
            if (deed.command().isEmpty()) {
                deed.write(flows);
            } else {
                int code = deed.command().get(0).equals("check") ? check(deed.command()) : run(deed.command()).number();
                assertThat(code).as(deed.command() + "\n" + text()).isEqualTo(deed.exitCode());
            }
        }

        assertThat(text().lines()).anyMatch(line -> line.matches(" +\\d+\\.\\d s  kamelet:acme-login  \\(acme/validation.camel.yaml:\\d+\\)"))
                .anyMatch(line -> line.matches(LINE.formatted("  browser:fill label=Password credential=password", "acme/acme-login.kamelet.yaml")))
                .anyMatch(line -> line.matches(LINE.formatted("  browser:extract css=\\[data-field=status\\] name=status", "acme/acme-read-service.kamelet.yaml") + ": active"))
                .contains("SUCCEEDED", "  service_id               SMP-1001", "  reference                SMP-C-000001");
        assertThat(text()).contains("ends the flow: FAILED service-unknown", "Acme knows no service SMP-999999", "ok  acme@")
                .doesNotContain(SamplePortal.PASSWORD, SamplePortal.TOTP_SECRET);
        try (Stream<Path> runs = Files.list(folder.resolve("work/runs"))) {
            Path first = runs.filter(run -> run.getFileName().toString().startsWith("acme-validation-")).sorted().findFirst().orElseThrow();
            assertThat(Files.readAllBytes(first.resolve("01_service-status.png"))).startsWith(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        }
        assertThat(folder.resolve("work/totp-steps.properties")).content().contains("acme=");
    }

    private int check(List<String> command) {
        return FlowTool.run(command, new PrintStream(said, true, StandardCharsets.UTF_8), new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    private ExitCode run(List<String> words) {
        return run(words.toArray(String[]::new));
    }

    @Test
    void anFnoOfTheSandboxRunsAtItsPracticePortal() {
        ExitCode code = run("run", "octo", "validation", "service_id=OCT-300101", "--flows", CHECKOUT.root().resolve("fno-flows").toString());

        assertThat(code).as(text()).isEqualTo(ExitCode.DONE);
        assertThat(text().lines()).anyMatch(line -> line.matches("  customer +\\S.*"))
                .anyMatch(line -> line.matches("(?s)" + LINE.formatted("  browser:totp label=Verification code .*", "octotel/octotel-login.kamelet.yaml")));
        assertThat(text()).doesNotContain("practice-");
    }

    @Test
    void whatIsRecordedPassesTheCheckAndRunsAsItIsButNotPastItsLastClickAtAnotherPortal() throws Exception {
        recordACancellation();
        Path route = flows.resolve("recorded/cancellation.camel.yaml");
        assertThat(route).content().contains("credential: password", "browser:totp").doesNotContain(SamplePortal.PASSWORD, "isp-ops", "SMP-1001");
        assertThat(text()).as("what is shown while it is recorded").contains("click  role=button[name=\"Log in\"]").doesNotContain(SamplePortal.PASSWORD, "SMP-1001");
        assertThat(text()).contains("It stops at job:point-of-no-return");

        try (SamplePortal portal = SamplePortal.start()) {
            ExitCode stopped = cancel("--url", portal.address().toString(), "--secrets", secrets().toString());
            assertThat(stopped).as(text()).isEqualTo(ExitCode.STOPPED);
            assertThat(text()).contains("STOPPED before the point of no return: cancellation", "--allow-changes").doesNotContain("[name=\"Confirm cancellation\"]  (");
            assertThat(portal.cancellations()).isZero();
        }

        Path settings = flows.resolve("recorded/fno.yaml");
        Files.writeString(settings, Files.readString(settings).replaceFirst("base-url: .*", "base-url: https://portal.recorded.example"));
        assertThat(cancel()).as("at the sample portal: " + text()).isEqualTo(ExitCode.DONE);
        assertThat(text()).contains("browser:click role=button[name=\"Confirm cancellation\"]");
    }

    /** The one place of the browser service would still be taken for minutes, by a session with the credentials in it. */
    @Test
    void aRunThatIsBrokenOffClosesItsSessionAndLeavesNothing() throws Exception {
        run("new", "brk", "--flows", flows.toString());
        AtomicReference<ExitCode> code = new AtomicReference<>();
        Thread command = new Thread(() -> code.set(run("run", "brk", "validation", "service_id=SMP-1001", "--flows", flows.toString())));
        command.start();
        Awaitility.await().atMost(Server.START_LIMIT).until(() -> text().contains("kamelet:brk-login"));

        command.interrupt();
        command.join();

        assertThat(code.get()).as(text()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run("run", "brk", "validation", "service_id=SMP-1001", "--flows", flows.toString())).as(text()).isEqualTo(ExitCode.DONE);
        try (Stream<Path> kept = Files.list(folder.resolve("work"))) {
            assertThat(kept.filter(path -> path.getFileName().toString().startsWith("work-"))).isEmpty();
        }
    }

    private ExitCode cancel(String... options) {
        return run(Stream.concat(Stream.of("run", "recorded", "cancellation", "service_number=SMP-1001", "last_day_of_service=2031-01-31",
                "--flows", flows.toString()), Stream.of(options)).toArray(String[]::new));
    }

    private void recordACancellation() throws URISyntaxException {
        Path person = Path.of(RecordCommand.class.getResource("person.js").toURI());
        try (SamplePortal portal = SamplePortal.start()) {
            ExitCode code = new RecordCommand(workshop(), Optional.of(person), Map.of("SAMPLE_PASSWORD", SamplePortal.PASSWORD,
                    "SAMPLE_TOTP_SECRET", SamplePortal.TOTP_SECRET)).run(List.of(portal.address() + "/login", "--fno", "recorded", "--type", "cancellation",
                    "--flows", flows.toString()));
            assertThat(code).as(text()).isEqualTo(ExitCode.DONE);
            assertThat(portal.cancellations()).as("the person has done it").isEqualTo(1);
        }
    }

    private static Path secrets() {
        SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
        secrets.write("recorded-username", SamplePortal.USERNAME);
        secrets.write("recorded-password", SamplePortal.PASSWORD + "\n");
        secrets.write("recorded-totp-secret", SamplePortal.TOTP_SECRET);
        return secrets.folder();
    }

    private ExitCode run(String... words) {
        return AuthorTools.run(List.of(words), workshop(), new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    private Workshop workshop() {
        return new Workshop(CHECKOUT, folder.resolve("work"), new Paper(new PrintStream(said, true, StandardCharsets.UTF_8)), Optional.of(browser));
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8) + complained.toString(StandardCharsets.UTF_8);
    }
}
