package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.flow.component.UriFactories;
import io.fnorpa.flow.tool.CamelRunInstall;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.rig.CamelRun;
import io.fnorpa.rig.CamelRun.Release;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.testing.Thorough;
import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code camel run} as authors use it (docs/camel-jbang.md), as a process: it runs a flow against a browser service and again when a file is
 * saved, and it is a worker of a running orchestrator. On Camel JBang's own release of Camel; in the full mode on the platform's too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CamelJBangIT {

    private static final String INSTANCE = "browser-of-camel-run";
    private static final String DEPENDENCIES = "--dep=" + CamelRunInstall.COORDINATES + ",camel:direct";
    /** So that no job waits long for its code. */
    private static final String PERIOD = "6";

    private final Checkout checkout = Checkout.find();
    private Path folder;
    private Path repository;
    private Path flows;
    private TestPlatform platform;
    private Portals portals;
    private BrowserService browser;
    private SigningKeys keys;
    private SecretFiles secrets;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path temporary) throws IOException {
        folder = temporary;
        requireJars(Release.COMMAND);
        repository = repositoryWithTheLanguage();
        flows = copyOfFlows();
        keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        secrets = SecretFiles.in(folder.resolve("secrets"));
        portals = Portals.start(checkout, folder.resolve("portals"), Map.of("sandbox.octotel.totp-period", PERIOD + "s"));
        browser = BrowserService.start(checkout, folder.resolve("browser"), INSTANCE, keys, Map.of());
        PracticeCredentials.of(checkout).writeTo(secrets, portals.address());
        platform = new TestPlatform(folder.resolve("platform"));
    }

    @AfterAll
    void end() {
        Stream.<AutoCloseable>of(browser, portals, platform).filter(Objects::nonNull).forEach(part -> {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void requireJars(Release release) {
        Optional<String> missing = CamelRun.gather(checkout, release);
        Assumptions.assumeTrue(missing.isEmpty(), () -> "NOT TESTED: camel run, because its jars (" + release + ") cannot be had: " + missing.orElse(""));
    }

    /** The machine's own repository, with the language in it beside, as {@code bin/flow install} puts it there. */
    private Path repositoryWithTheLanguage() throws IOException {
        Path machines = Path.of(System.getProperty("user.home"), ".m2", "repository");
        Path ours = Files.createDirectories(folder.resolve("repository"));
        Files.createDirectories(ours.resolve("io"));
        for (Path group : Stream.concat(list(machines), list(machines.resolve("io"))).toList()) {
            Path link = ours.resolve(machines.relativize(group));
            if (!link.endsWith("io") && !link.endsWith("io/fnorpa")) {
                Files.createSymbolicLink(link, group);
            }
        }
        CamelRunInstall.into(ours);
        return ours;
    }

    private static Stream<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList().stream();
        }
    }

    private Path copyOfFlows() throws IOException {
        Path copy = folder.resolve("fno-flows");
        for (String part : List.of("octotel", "kamelets")) {
            Files.createDirectories(copy.resolve(part));
            try (Stream<Path> files = Files.list(checkout.root().resolve("fno-flows").resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(part).resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        edit(copy.resolve("octotel/fno.yaml"), "period: 30", "period: " + PERIOD);
        // As Kaoto saves a step whose form was used.
        edit(copy.resolve("octotel/validation.camel.yaml"), "uri: browser:screenshot\n            parameters:\n", "uri: browser\n            parameters:\n              verb: screenshot\n");
        return copy;
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void aFlowRunsAndRunsAgainWithWhatWasSaved() throws IOException {
        runAndEdit(Release.COMMAND);
    }

    @Thorough
    @Test
    void aFlowRunsInThePlatformsReleaseOfCamelToo() throws IOException {
        requireJars(Release.ENGINE);
        runAndEdit(Release.ENGINE);
    }

    private void runAndEdit(Release release) throws IOException {
        Path validation = flows.resolve("octotel/validation.camel.yaml");
        Path login = flows.resolve("octotel/octotel-login.kamelet.yaml");
        List<Path> before = List.of(validation, login);
        List<String> texts = new ArrayList<>();
        for (Path file : before) {
            texts.add(Files.readString(file));
        }
        try (CamelRun run = run(release)) {
            awaitSaying(run, "octotel-validation ended SUCCEEDED");
            assertThat(run.says()).contains("octotel-login", "octotel-find-service", "service_id = OCT-300101", "status = active", "01_service-status.png");
            assertThat(Files.size(evidence(run, "01_service-status.png").orElseThrow())).isGreaterThan(5_000);

            edit(login, "octotel-check-page", "octotel-check-pge");
            edit(validation, "step: service-status", "step: as-spoilt");
            awaitSaying(run, "octotel/octotel-login.kamelet.yaml:");
            assertThat(run.says()).contains("there is no Kamelet 'octotel-check-pge'");

            Files.writeString(login, texts.get(1));
            edit(validation, "step: as-spoilt", "step: as-edited");
            Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> times(run, "octotel-validation ended ") > 1);
            assertThat(times(run, "octotel-validation begins at ")).as("what is bad is not run").isEqualTo(2);
            assertThat(evidence(run, "01_as-spoilt.png")).isEmpty();
            assertThat(evidence(run, "01_as-edited.png")).isPresent();
            assertThat(times(run, "octotel-validation ended SUCCEEDED")).isEqualTo(2);
            assertThat(run.says()).doesNotContain("practice-Octo", "PRACT3CE", " WARN ");
        } finally {
            for (int i = 0; i < before.size(); i++) {
                Files.writeString(before.get(i), texts.get(i));
            }
        }
    }

    private static int times(CamelRun run, String words) {
        return run.says().split(words, -1).length - 1;
    }

    private CamelRun run(Release release) throws IOException {
        Path properties = folder.resolve("serve.properties");
        Files.writeString(properties, "rpa.browser.address=" + browser.address() + "\nrpa.browser.instance=" + INSTANCE + "\nrpa.keys.dir=" + keys.folder()
                + "\nrpa.secrets.dir=" + secrets.folder() + "\n"
                + UriFactories.BEANS.entrySet().stream().map(bean -> bean + "\n").collect(Collectors.joining()));
        List<String> arguments = new ArrayList<>();
        try (Stream<Path> files = Files.list(flows.resolve("octotel"))) {
            files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().forEach(file -> arguments.add(file.toString()));
        }
        arguments.addAll(List.of("--local-kamelet-dir=" + flows.resolve("octotel") + "," + flows.resolve("kamelets"), DEPENDENCIES, "--dev",
                "--properties=" + properties, "--property=rpa.run=octotel-validation", "--property=rpa.job.service_id=OCT-300101"));
        return CamelRun.start(checkout, release, folder.resolve("run-" + release), folder.resolve("home"), repository, arguments);
    }

    private static Optional<Path> evidence(CamelRun run, String name) throws IOException {
        try (Stream<Path> files = Files.walk(run.folder().resolve("evidence"))) {
            return files.filter(file -> file.getFileName().toString().equals(name)).findFirst();
        }
    }

    private static void awaitSaying(CamelRun run, String words) {
        Awaitility.await().alias(words).atMost(TestPlatform.PATIENCE).until(() -> {
            assertThat(run.isAlive()).as(run.says()).isTrue();
            return run.says().contains(words);
        });
    }

    /** In the HTTP that the orchestrator speaks. */
    private static int statusWithoutToken(CamelRun worker) throws IOException, InterruptedException {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(HttpRequest.newBuilder(worker.address().resolve("/worker/jobs/1/1")).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void itIsAWorkerOfARunningOrchestrator() throws Exception {
        work(Release.COMMAND);
    }

    @Thorough
    @Test
    void itIsAWorkerInThePlatformsReleaseOfCamelToo() throws Exception {
        requireJars(Release.ENGINE);
        work(Release.ENGINE);
    }

    /** Two jobs for one place: the second waits and says why; told to end, the worker ends what it has and takes no more. */
    private void work(Release release) throws Exception {
        Path publicKeys = Files.createDirectories(folder.resolve("public-keys-" + release));
        Files.copy(platform.keys().resolve("public-keys.json"), publicKeys.resolve("public-keys.json"));
        Path routes = checkout.root().resolve("routes");
        try (CamelRun worker = CamelRun.start(checkout, release, folder.resolve("worker-" + release), folder.resolve("home"), repository,
                List.of(routes.resolve("worker/jobs.camel.yaml").toString(), routes.resolve("jbang/worker.camel.yaml").toString(), DEPENDENCIES, "--port=%PORT%",
                        "--property=rpa.keys.dir=" + publicKeys, "--property=rpa.worker.drain-timeout=10m"));
                Orchestrator orchestrator = platform.startOrchestrator("one-" + release, at(worker, release))) {
            assertThat(statusWithoutToken(worker)).isEqualTo(401);
            slow("octotel", "evotel");

            long octotel = platform.insertValidation("octotel", "OCT-300101");
            platform.await(orchestrator, octotel, "is in the portal", job -> job.path("step").asText().startsWith("octotel-"));
            long evotel = platform.insertValidation("evotel", "EVT-300101");
            platform.await(orchestrator, evotel, "waits for a place", job -> job.path("waiting").path("reason").asText().contains("is full"));
            platform.portals.clearFaults("octotel");
            platform.await(orchestrator, evotel, "is in the portal", job -> job.path("step").asText().startsWith("evotel-"));
            Thread ending = new Thread(worker::close);
            ending.start();
            awaitSaying(worker, "No more jobs are taken; ");
            platform.portals.clearFaults("evotel");

            JsonNode done = platform.awaitState(orchestrator, octotel, "SUCCEEDED");
            assertThat(done.path("attempt").asInt()).isEqualTo(1);
            assertThat(done.path("result").path("status").asText()).isEqualTo("active");
            assertThat(done.path("events").toString()).contains("the flow runs at worker " + worker.address(), "code of step", "accepted");
            assertThat(worker.says()).contains("job/" + octotel + "/attempt/1 begins: octotel-validation of " + done.path("flow_version").asText());
            assertThat(platform.awaitState(orchestrator, evotel, "SUCCEEDED").path("attempt").asInt()).isEqualTo(1);
            ending.join();
            assertThat(worker.says()).doesNotContain("is stopped");

            if (release == Release.COMMAND) { // it is gone, and was for two FNOs alone
                long rests = platform.insertValidation("evotel", "EVT-300102");
                JsonNode here = platform.awaitState(orchestrator, platform.insertValidation("metrofiber", "MFN-300101"), "SUCCEEDED");
                assertThat(here.path("events").toString()).doesNotContain("runs at worker");
                JsonNode resting = platform.await(orchestrator, rests, "rests until its worker is back", job -> job.path("state").asText().equals("PENDING")
                        && job.path("waiting").path("reason").asText().contains(worker.address() + " cannot be reached"));
                assertThat(resting.path("waiting").path("kind").asText()).isEqualTo("no-worker");
                assertThat(resting.path("waiting").path("until").asText()).isNotEmpty();
                assertThat(resting.path("attempt").asInt()).isZero();
                assertThat(platform.number("select count(*) from job where run_after is not null and browser_instance is null and id = " + rests)).isEqualTo(1);
                platform.update("update job set state = 'CANCELLED' where id = " + rests);
            }
        } finally {
            List.of("octotel", "evotel").forEach(platform.portals::clearFaults);
        }
    }

    /** For the jobs of two FNOs, and for all. */
    private static Map<String, String> at(CamelRun worker, Release release) {
        String address = worker.address().toString();
        return release == Release.COMMAND ? Map.of("rpa.worker.for.octotel", address, "rpa.worker.for.evotel", address) : Map.of("rpa.worker.endpoint", address);
    }

    private void slow(String... fnos) {
        List.of(fnos).forEach(fno -> platform.portals.faults(fno, "{\"latency_ms\": 1500}"));
    }
}
