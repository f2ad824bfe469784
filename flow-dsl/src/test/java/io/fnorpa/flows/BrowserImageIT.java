package io.fnorpa.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.rig.BrowserContainer;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ContainerEngine;
import io.fnorpa.token.SigningKeys;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image that {@code bin/image} has built, in containers that are confined as on a cluster. {@code bin/test} runs
 * this where containers can be run; by hand: {@code docs/browser-image.md}.
 */
@Tag("containers")
class BrowserImageIT {

    /** With these the engine's seccomp profile lets Firefox make namespaces, and chroot in them. */
    private static final List<String> MAY_MAKE_NAMESPACES = List.of("--cap-add", "SYS_ADMIN", "--cap-add", "SYS_CHROOT");
    private static final Map<String, String> OWN_NAMESPACES = Map.of("MOZ_ASSUME_USER_NS", "1");
    private static final String NONE = "0000000000000000";
    private static final String FILTERED = "2";

    @TempDir
    static Path folder;

    private static ContainerEngine engine;

    private final MemoryChannel channel = new MemoryChannel();
    private final List<ContainerProcess> during = new ArrayList<>();
    private String mappedByFirefox = "";

    @BeforeAll
    static void findImage() {
        engine = ContainerEngine.of(Checkout.find());
    }

    @Test
    void aWholeValidationRunsWithoutAnyPrivilege() throws Exception {
        Path here = folder.resolve("without-privilege");
        try (BrowserContainer container = start(here, List.of(), Map.of());
                FlowStage stage = stageAround(container, here)) {
            report("cold start, from the engine's call to ready: " + container.startedIn().toMillis() + " ms");
            assertThat(container.health()).contains("\"answers\":\"prompt\"");

            validateAnOctotelService(container, stage);

            assertNoProcessHasAPrivilege();
            assertFirefoxFiltersItsPages();
            assertThePictureIsOne("without-privilege");
            assertNothingWasWritten(container);
            assertStartedFromWhatTheImagePrepared(container);
            assertMemorySufficed(container, "without any privilege");
            assertOrphansAreReaped(container);
            assertThat(container.terminate()).isZero();
        }
    }

    @Test
    void theSameWithFirefoxsOwnNamespaces() throws Exception {
        Path here = folder.resolve("own-namespaces");
        try (BrowserContainer container = start(here, MAY_MAKE_NAMESPACES, OWN_NAMESPACES);
                FlowStage stage = stageAround(container, here)) {

            validateAnOctotelService(container, stage);

            assertPagesHaveNamespacesOfTheirOwn();
            assertFirefoxFiltersItsPages();
            assertThePictureIsOne("own-namespaces");
            assertNothingWasWritten(container);
            assertMemorySufficed(container, "with Firefox's own namespaces");
            assertThat(container.terminate()).isZero();
        }
    }

    @Test
    void aWrongSettingIsSaidAndEndsTheStart() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("no-keys"));
        Files.writeString(keys.resolve("public-keys.json"), "{\"keys\": []}");

        ContainerEngine.Said said = engine.say("run", "--rm", "--read-only", "--tmpfs", "/tmp", "--volume", keys + ":/etc/browser-service:ro",
                "--env", "BROWSER_MAX_SESSIONS=99", engine.image(), "-Dbrowser.viewport=big");

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("browser.max-sessions=99 is wrong; it must be a number from 1 to 16")
                .contains("browser.viewport=big is wrong; it must be width x height in pixels");
    }

    @Test
    void withoutTheKeysToVerifyTokensWithItDoesNotStart() {
        ContainerEngine.Said said = engine.say("run", "--rm", "--read-only", "--tmpfs", "/tmp", engine.image());

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("/etc/browser-service/public-keys.json").contains("it must be a JSON Web Key Set");
    }

    @Test
    void withoutRoomToWriteToItSaysWhatToMount() {
        ContainerEngine.Said said = engine.say("run", "--rm", "--read-only",
                engine.program().equals("podman") ? "--read-only-tmpfs=false" : "--init=false", engine.image());

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("Mount a writable /tmp");
    }

    private static BrowserContainer start(Path here, List<String> options, Map<String, String> variables) {
        return BrowserContainer.start(engine, here.resolve("browser"), FlowStage.INSTANCE, FlowStage.keysIn(here), options, variables);
    }

    /** The network's address on this machine is there only once a container is. */
    private static FlowStage stageAround(BrowserContainer container, Path here) {
        return new FlowStage(here, FlowStage.keysIn(here), container, container.gateway());
    }

    private void validateAnOctotelService(BrowserContainer container, FlowStage stage) throws Exception {
        channel.whenStep("octotel-find-service", () -> {
            during.addAll(ContainerProcess.in(container));
            mappedByFirefox = during.stream().filter(ContainerProcess::isFirefox)
                    .map(firefox -> container.shell("cat /proc/" + firefox.id() + "/maps")).collect(Collectors.joining());
        });

        Outcome outcome = stage.run(PracticeFno.OCTOTEL, "validation", Map.of("service_id", "OCT-300101"),
                PracticeFno.OCTOTEL.credentials(), channel);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(outcome.result()).containsEntry("service_id", "OCT-300101").containsEntry("status", "active");
        assertThat(channel.verdicts()).as("codes that the portal took").containsExactly(true);
        assertThat(stage.portals().ledger("octotel").get("codes")).hasSize(1);
        assertThat(Files.readString(container.log())).contains("is ready after").doesNotContain("practice-");
    }

    private void assertThePictureIsOne(String name) throws Exception {
        assertThat(channel.evidenceSteps()).containsExactly("service-status");
        byte[] png = channel.evidence().get(0).bytes();
        Files.write(Path.of("target", "service-status-" + name + ".png"), png);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(1280);
        assertThat(picture.getHeight()).isGreaterThanOrEqualTo(800);
        long colours = IntStream.range(0, picture.getWidth() * picture.getHeight())
                .map(pixel -> picture.getRGB(pixel % picture.getWidth(), pixel / picture.getWidth())).distinct().count();
        assertThat(colours).as("colours; letters have many shades").isGreaterThan(50);
    }

    private void assertNoProcessHasAPrivilege() {
        assertThat(during).hasSizeGreaterThan(5).allSatisfy(process -> assertThat(process.status()).as(process.command())
                .containsEntry("Uid", ("" + BrowserContainer.UID + ' ').repeat(4).strip())
                .containsEntry("Gid", "0 0 0 0")
                .containsEntry("CapInh", NONE).containsEntry("CapPrm", NONE).containsEntry("CapEff", NONE)
                .containsEntry("CapBnd", NONE).containsEntry("CapAmb", NONE)
                .containsEntry("NoNewPrivs", "1").containsEntry("Seccomp", FILTERED));
    }

    private void assertPagesHaveNamespacesOfTheirOwn() {
        String containers = during.stream().filter(process -> process.id() == 1).findFirst().orElseThrow().status().get("UserNamespace");
        assertThat(during).filteredOn(ContainerProcess::showsPages).isNotEmpty().allSatisfy(process -> {
            assertThat(process.status().get("UserNamespace")).startsWith("user:").isNotEqualTo(containers);
            assertThat(process.status().get("Root")).as("an empty folder").isNotEqualTo("/");
            assertThat(process.status()).containsEntry("CapEff", NONE).containsEntry("NoNewPrivs", "1").containsEntry("Seccomp", FILTERED);
        });
    }

    /** On top of the engine's filter of system calls, which each process has. */
    private void assertFirefoxFiltersItsPages() {
        int everybodys = during.stream().filter(process -> process.id() == 1).findFirst().orElseThrow().number("Seccomp_filters");
        assertThat(during).filteredOn(ContainerProcess::showsPages).isNotEmpty()
                .allSatisfy(process -> assertThat(process.number("Seccomp_filters")).isGreaterThan(everybodys));
    }

    private static void assertNothingWasWritten(BrowserContainer container) {
        String writable = container.shell("grep -E ' rw[, ]' /proc/1/mounts | grep -vE '^(proc|devpts|mqueue|cgroup|sysfs|tmpfs /dev) |^tmpfs /(proc|sys)'"
                + " | cut -d' ' -f2,3");
        assertThat(writable.lines()).containsExactlyInAnyOrder("/tmp tmpfs", "/dev/shm tmpfs");
        assertThat(container.shell("ls -A /dev/shm").strip()).as("Firefox shares memory through memfd").isEmpty();
        for (String place : List.of("/x", "/etc/x", "/opt/browser-service/x", "/var/tmp/x", "/run/x", "/usr/lib/firefox-esr/x")) {
            assertThat(container.tryShell("echo > " + place).text()).as(place).containsPattern("(?i)read-only file system|permission denied");
        }
        assertThat(container.changedFiles().lines().filter(line -> !line.matches("[AC] /(etc|run|tmp|dev|proc|sys)?(/.*)?"))).isEmpty();
    }

    /** An archive of classes that is another Java's, or caches that are another Firefox's, are passed over in silence. */
    private void assertStartedFromWhatTheImagePrepared(BrowserContainer container) {
        int java = during.stream().filter(ContainerProcess::isJava).findFirst().orElseThrow().id();
        assertThat(container.shell("cat /proc/" + java + "/maps")).contains("/opt/browser-service/classes.jsa");
        assertThat(mappedByFirefox).contains("/opt/firefox-caches/startupCache/");
    }

    private void assertMemorySufficed(BrowserContainer container, String how) {
        ContainerMemory memory = ContainerMemory.of(container);
        report("memory " + how + ": " + memory);
        assertThat(memory.killed()).as("processes that were killed for want of memory").isZero();
    }

    private static void assertOrphansAreReaped(BrowserContainer container) {
        container.shell("for n in 1 2 3 4 5; do (sleep 0.1 &); done; sleep 1");

        assertThat(ContainerProcess.in(container)).filteredOn(ContainerProcess::isZombie).isEmpty();
    }

    private static void report(String line) {
        System.out.println("[browser image] " + line);
    }
}
