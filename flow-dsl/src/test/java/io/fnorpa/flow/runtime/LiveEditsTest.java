package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.threeten.extra.MutableClock;

/** Folders of flows that are edited while they serve. The flows need no browser. */
class LiveEditsTest {

    private static final int EDITS = Boolean.getBoolean("tests.full") ? 1_000 : 100;
    private static final int JOBS_AT_A_TIME = 4;
    private static final String ROUTE = "octotel/octotel-validation.camel.yaml";
    private static final String OWN = "octotel/octotel-result.kamelet.yaml";
    private static final String SHARED = "kamelets/portal-result.kamelet.yaml";
    private static final String SETTINGS = "octotel/fno.yaml";

    @TempDir
    Path folder;

    private final ExecutorService jobs = Executors.newCachedThreadPool();
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-03-31T06:00:00Z"), ZoneOffset.UTC);
    /** What is there that is good, by file. */
    private final Map<String, String> held = new TreeMap<>();
    private FlowFiles files;
    private FlowLibrary library;

    @BeforeEach
    void prepare() {
        files = new FlowFiles(folder).validation(result("first"));
        library = FlowLibrary.load(folder, clock);
    }

    @AfterEach
    void stop() {
        jobs.shutdownNow();
        library.close();
    }

    private static String result(String value) {
        return "- to: { uri: 'job:result', parameters: { name: version, value: " + value + " } }\n";
    }

    @Test
    void aSavedChangeIsForTheNextJobAndTheOneUnderWayEndsAsItBegan() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        files.validation("- to: { uri: 'job:note', parameters: { message: wait } }\n" + result("second"));
        List<FlowEdit> second = settle();
        FlowContext context = second.get(0).context();
        Future<Outcome> slow = jobs.submit(() -> run(new RecordingChannel() {
            @Override
            public void event(String kind, String step, String detail) {
                underWay.countDown();
                pass(goOn);
            }
        }));
        assertThat(underWay.await(1, TimeUnit.MINUTES)).isTrue();

        files.validation(result("third"));
        assertThat(settle()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.TAKEN);

        assertThat(ran()).isEqualTo("third");
        assertThat(context.isStopped()).isFalse();
        goOn.countDown();
        assertThat(slow.get().result()).containsEntry("version", "second");
        await().until(() -> context.isStopped() && context.camel().isStopped());
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aVersionThatComesBackWhileAJobIsInItIsNotBuiltBesideItself() {
        FlowContext first = library.of("octotel").orElseThrow();
        assertThat(first.enter()).isTrue();
        files.validation(result("second"));
        settle();
        files.validation(result("first"));
        settle();

        assertThat(library.of("octotel")).containsSame(first);
        first.leave();
        assertThat(first.isStopped()).isFalse();
        assertThat(ran()).isEqualTo("first");
    }

    @Test
    void aChangeThatIsStillBeingWrittenIsNotJudged() {
        files.validation("- to: { uri: 'job:resu");
        assertThat(library.look()).isEmpty();
        files.validation(result("second"));
        assertThat(library.look()).isEmpty();

        assertThat(library.look()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.TAKEN);
        assertThat(library.refused()).isEmpty();
        assertThat(library.look()).isEmpty();
    }

    @Test
    void aBadFileChangesNothingAndIsToldWithItsPlace() {
        files.validation("- to: { uri: 'job:reslt', parameters: { name: version, value: second } }\n");

        assertThat(settle()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.REFUSED);
        assertThat(library.refused().get("octotel")).extracting(FlowProblem::toString)
                .singleElement().asString().startsWith("octotel/octotel-validation.camel.yaml:7:13: ").contains("did you mean 'result'?");
        assertThat(ran()).isEqualTo("first");

        files.validation(result("first"));
        assertThat(settle()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.RESTORED);
        assertThat(library.refused()).isEmpty();
    }

    /** Each of them would take the reader's stack, or its memory. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            endless alias   | go.camel.yaml:1:10 | '&a' is an anchor
            doubled aliases | go.camel.yaml:1:4  | '&a0' is an anchor
            alias alone     | go.camel.yaml:1:18 | '*a' is an alias
            deep lists      | go.camel.yaml:1:101 | is nested deeper than 100 levels
            deep maps       | fno.yaml:101:      | is nested deeper than 100 levels
            long text       | go.camel.yaml:1:4  | is a text of 16001 characters, and 16000 are the most
            """)
    void whatHasNoEndIsToldWithItsPlaceAndTakesNoOtherEditWithIt(String what, String place, String reason) {
        files.write("bad/" + place.substring(0, place.indexOf(':')), endless(what));
        files.validation(result("second"));

        assertThat(settle()).extracting(edit -> edit.fno() + " " + edit.kind()).containsExactly("bad REFUSED", "octotel TAKEN");
        assertThat(library.refused().get("bad")).extracting(FlowProblem::toString)
                .anySatisfy(problem -> assertThat(problem).startsWith("bad/" + place).contains(reason));
        assertThat(ran()).isEqualTo("second");
        assertThat(settle()).isEmpty();
    }

    private static String endless(String what) {
        return switch (what) {
            case "endless alias" -> "- route: &a {id: bad-go, x: *a}\n";
            case "doubled aliases" -> "x: &a0 [one, two]\n" + IntStream.range(1, 25)
                    .mapToObj(n -> "x%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(n, n - 1)).collect(Collectors.joining());
            case "alias alone" -> "- route: {other: *a}\n";
            case "long text" -> "x: " + "a".repeat(16_001);
            case "deep lists" -> "[".repeat(50_000);
            default -> IntStream.range(0, 300).mapToObj(depth -> " ".repeat(depth) + "a:\n").collect(Collectors.joining());
        };
    }

    @Test
    void kameletsThatBecomeAMillionRoutesAreNotBuilt() {
        String twice = "- to: { uri: 'kamelet:octotel-%1$d', parameters: { p: a } }\n- to: { uri: 'kamelet:octotel-%1$d', parameters: { p: b } }\n";
        IntStream.range(0, 20).forEach(n -> files.kamelet("octotel-" + n, "p: {title: P, description: P, type: string}\n",
                "- to: { uri: 'job:note', parameters: { message: 'RAW({{p}})' } }\n" + (n < 19 ? twice.formatted(n + 1) : "")));
        files.validation(twice.formatted(0));

        assertThat(refusedFor()).startsWith("octotel: calls Kamelets at more than 1000 places");
    }

    @Test
    @Timeout(60)
    void aPlaceholderWithoutAnEndIsReadOnce() {
        files.kamelet("octotel-long", "- to: { uri: 'job:note', parameters: { message: '" + "{{a".repeat(5_000) + "' } }\n");
        files.validation("- to: kamelet:octotel-long\n");

        assertThat(settle()).extracting(FlowEdit::fno).containsExactly("octotel");
    }

    /** Camel goes down a level for each filter without steps. */
    @Test
    void whatUsesUpTheStackAllTheSameIsItsFoldersTroubleAlone() throws Exception {
        files.validation("- filter: { expression: { simple: { expression: \"${body} == 1\" } }, steps: [] }\n".repeat(1_500));
        FutureTask<List<FlowEdit>> looks = new FutureTask<>(this::addEvotel);
        new Thread(null, looks, "small-stack", 256 << 10).start();

        assertThat(looks.get(1, TimeUnit.MINUTES)).extracting(edit -> edit.fno() + " " + edit.kind()).containsExactly("evotel TAKEN", "octotel REFUSED");
        assertThat(library.refused().get("octotel")).extracting(FlowProblem::toString)
                .containsExactly("octotel: something in it is nested too deep to be checked; write it simpler");
        assertThat(ran()).isEqualTo("first");
    }

    /** None of them is read whole. */
    @Test
    void whatIsTooLargeIsToldAndChangesNothing() throws IOException {
        Path large = folder.resolve("octotel/dump.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThat(refusedFor()).isEqualTo("octotel/dump.yaml: has more than 256 KiB; divide it, or take it out if it is no flow");
        Files.delete(large);
        assertThat(settle()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.RESTORED);

        IntStream.range(0, 5).forEach(n -> files.write("octotel/large-" + n + ".camel.yaml", "#".repeat(FlowTexts.LARGEST_FILE)));
        assertThat(refusedFor()).startsWith("octotel: has more than 1024 KiB of YAML");
        for (int n = 0; n < 5; n++) {
            Files.delete(folder.resolve("octotel/large-" + n + ".camel.yaml"));
        }
        assertThat(settle()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.RESTORED);

        IntStream.range(0, FlowTexts.MOST_FILES).forEach(n -> files.write("octotel/small-" + n + ".camel.yaml", "[]"));
        assertThat(refusedFor()).isEqualTo("octotel: has more than 200 YAML files; take out what is no flow");
        assertThat(ran()).isEqualTo("first");
    }

    @Test
    void sharedKameletsCountAsTheirFnosOwn() {
        IntStream.range(0, 5).forEach(n -> files.write("kamelets/large-" + n + ".kamelet.yaml", "#".repeat(FlowTexts.LARGEST_FILE)));
        files.validation(IntStream.range(0, 5).mapToObj(n -> "- to: kamelet:large-" + n + "\n").collect(Collectors.joining()));

        assertThat(refusedFor()).startsWith("octotel: has more than 1024 KiB of YAML");
    }

    private String refusedFor() {
        assertThat(settle()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.REFUSED);
        assertThat(library.refused().get("octotel")).hasSize(1);
        return library.refused().get("octotel").get(0).toString();
    }

    @Test
    void anFnoIsAddedByAFolderAndTakenAwayWithIt() throws IOException {
        assertThat(addEvotel()).extracting(FlowEdit::fno).containsExactly("evotel");
        FlowContext evotel = library.of("evotel").orElseThrow();

        assertThat(removeEvotel()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.GONE);

        assertThat(library.of("evotel")).isEmpty();
        assertThat(evotel.isStopped()).isTrue();
        assertThat(ran()).isEqualTo("first");
    }

    @Test
    void foldersThatAreAllAwayAtOnceAreNotGone() throws IOException {
        Path away = Files.move(folder.resolve("octotel"), folder.resolve(".octotel"));
        assertThat(settle()).isEmpty();
        clock.add(Duration.ofMinutes(1));
        assertThat(settle()).isEmpty();
        assertThat(ran()).isEqualTo("first");

        Files.move(away, folder.resolve("octotel"));
        assertThat(settle()).isEmpty();
    }

    @Test
    void anEditOfASharedKameletIsOneOfEachFnoThatUsesIt() {
        files.write("kamelets/portal-result.kamelet.yaml", FlowFiles.kameletText("portal-result", "", result("shared")));
        files.validation("- to: kamelet:portal-result\n");
        settle();
        files.write("kamelets/portal-result.kamelet.yaml", FlowFiles.kameletText("portal-result", "", result("changed")));
        settle();

        assertThat(ran()).isEqualTo("changed");
    }

    /** As the kubelet does it for a mounted ConfigMap. */
    @Test
    void aSwappedSymbolicLinkIsAnEdit() throws IOException {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        for (String version : List.of("one", "two")) {
            FlowFiles other = new FlowFiles(folder.resolve(version)).validation(result(version));
            assertThat(other.root()).isDirectory();
        }
        Files.createSymbolicLink(mounted.resolve("..data"), folder.resolve("one/octotel"));
        Files.createDirectory(mounted.resolve("octotel"));
        for (String file : List.of("fno.yaml", "octotel-validation.camel.yaml")) {
            Files.createSymbolicLink(mounted.resolve("octotel").resolve(file), Path.of("../..data").resolve(file));
        }
        library.close();
        library = FlowLibrary.load(mounted);
        assertThat(ran()).isEqualTo("one");

        Files.createSymbolicLink(mounted.resolve("..next"), folder.resolve("two/octotel"));
        Files.move(mounted.resolve("..next"), mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        settle();

        assertThat(ran()).isEqualTo("two");
    }

    @Test
    void anFnoThatWasRefusedForAnothersNameServesOnceThatIsGivenUp() {
        files.write("octo-tel/fno.yaml", FlowFiles.SETTINGS.replace("fno: octotel", "fno: octo-tel").replace("aliases: [octo-tel]\n", ""))
                .write("octo-tel/octo-tel-validation.camel.yaml", FlowFiles.route("octo-tel-validation", result("other")));
        assertThat(settle()).extracting(FlowEdit::kind).containsExactly(FlowEdit.Kind.REFUSED);

        files.settings(FlowFiles.SETTINGS.replace("aliases: [octo-tel]\n", ""));
        assertThat(settle()).extracting(FlowEdit::fno).containsExactlyInAnyOrder("octotel", "octo-tel");
        assertThat(library.refused()).isEmpty();
        assertThat(library.of("octo-tel")).map(context -> context.settings().fno()).contains("octo-tel");
    }

    /** Good edits and bad ones, of the route, its own Kamelet, a shared one and fno.yaml; a folder that comes and goes beside. Each judged while jobs run without a pause: none fails, and none meets an FNO without its route. */
    @Test
    void noJobFailsForAnEdit() throws Exception {
        AtomicBoolean edited = new AtomicBoolean();
        Set<String> good = ConcurrentHashMap.newKeySet();
        good.add("first");
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Future<Integer>> running = new ArrayList<>();
        for (int n = 0; n < JOBS_AT_A_TIME; n++) {
            running.add(jobs.submit(() -> {
                int ran = 0;
                while (!edited.get()) {
                    Outcome outcome = run(new RecordingChannel());
                    if (outcome.verdict() != Verdict.SUCCEEDED || !good.contains(outcome.result().get("version"))) {
                        wrong.add(outcome.toString());
                    }
                    ran++;
                }
                return ran;
            }));
        }
        held.putAll(Map.of(ROUTE, route(result("first")), OWN, kamelet("octotel-result", result("first")), SHARED, kamelet("portal-result", result("first")),
                SETTINGS, FlowFiles.SETTINGS));
        Random random = new Random(4711);
        int taken = 0;
        for (int edit = 1; edit <= EDITS; edit++) {
            if (random.nextInt(10) == 0) {
                boolean isThere = library.of("evotel").isPresent();
                assertThat(isThere ? removeEvotel() : addEvotel()).as("edit " + edit).extracting(FlowEdit::fno).containsExactly("evotel");
                assertThat(library.of("evotel").isPresent()).isEqualTo(!isThere);
                continue;
            }
            boolean isGood = random.nextBoolean();
            if (isGood) {
                good.add("v" + edit);
            }
            edit(random, "v" + edit, isGood);
            List<FlowEdit> edits = settle();
            taken += (int) edits.stream().filter(FlowEdit::isTaken).count();
            assertThat(edits).as("edit " + edit).singleElement().satisfies(told -> assertThat(told.kind())
                    .isIn(isGood ? Set.of(FlowEdit.Kind.TAKEN) : Set.of(FlowEdit.Kind.REFUSED)));
        }
        edited.set(true);
        int ran = 0;
        for (Future<Integer> job : running) {
            ran += job.get(1, TimeUnit.MINUTES);
        }

        assertThat(wrong).as("jobs that failed").isEmpty();
        assertThat(taken).as("edits that were taken").isGreaterThan(EDITS / 4);
        assertThat(ran).as("jobs that ran").isGreaterThan(taken);
    }

    /** Begins from what was good last. A file may be looked at while it is half written. */
    private void edit(Random random, String value, boolean isGood) {
        Map<String, String> change = isGood ? goodEdit(random, value) : badEdit(random, value);
        held.forEach(files::write);
        if (random.nextInt(4) == 0) {
            change.forEach((file, text) -> files.write(file, text.substring(0, text.length() / 2)));
            assertThat(library.look()).isEmpty();
        }
        change.forEach(files::write);
        if (isGood) {
            held.putAll(change);
        }
    }

    private static Map<String, String> goodEdit(Random random, String value) {
        return switch (random.nextInt(5)) {
            case 0 -> Map.of(ROUTE, route(result(value)));
            case 1 -> Map.of(ROUTE, route("- to: { uri: 'job:note', parameters: { message: go } }\n" + result(value)));
            case 2 -> Map.of(ROUTE, route("- to: kamelet:octotel-result\n"), OWN, kamelet("octotel-result", result(value)));
            case 3 -> Map.of(ROUTE, route("- to: kamelet:portal-result\n"), SHARED, kamelet("portal-result", result(value)));
            default -> Map.of(SETTINGS, FlowFiles.SETTINGS.replace("The service}", "The service of " + value + "}"));
        };
    }

    private static Map<String, String> badEdit(Random random, String value) {
        String slip = "- to: { uri: 'job:reslt', parameters: { name: version, value: " + value + " } }\n";
        return switch (random.nextInt(7)) {
            case 0 -> Map.of(ROUTE, route(slip));
            case 1 -> Map.of(ROUTE, route("- to: { uri: 'file:/etc/passwd?fileName=" + value + "' }\n"));
            case 2 -> Map.of(ROUTE, "- route: {" + value);
            case 3 -> Map.of(SETTINGS, FlowFiles.SETTINGS + "colour: " + value + "\n");
            case 4 -> Map.of(ROUTE, route("- to: kamelet:octotel-result\n"), OWN, kamelet("octotel-result", slip));
            case 5 -> Map.of(ROUTE, route("- to: kamelet:portal-result\n"), SHARED, kamelet("portal-result", slip));
            default -> Map.of(ROUTE, route("- to: 'kamelet:octotel-" + value + "'\n"));
        };
    }

    private static String route(String steps) {
        return FlowFiles.route("octotel-validation", steps);
    }

    private static String kamelet(String name, String steps) {
        return FlowFiles.kameletText(name, "", steps);
    }

    private List<FlowEdit> addEvotel() {
        files.write("evotel/fno.yaml", FlowFiles.SETTINGS.replace("fno: octotel", "fno: evotel").replace("aliases: [octo-tel]\n", ""))
                .write("evotel/evotel-validation.camel.yaml", FlowFiles.route("evotel-validation", result("evotel's")));
        return settle();
    }

    private List<FlowEdit> removeEvotel() throws IOException {
        Files.delete(folder.resolve("evotel/evotel-validation.camel.yaml"));
        Files.delete(folder.resolve("evotel/fno.yaml"));
        Files.delete(folder.resolve("evotel"));
        assertThat(settle()).as("copied or mounted anew").isEmpty();
        clock.add(Duration.ofSeconds(10));
        return library.look();
    }

    /** Two looks: what the second finds as the first did is judged. */
    private List<FlowEdit> settle() {
        assertThat(library.look()).isEmpty();
        return library.look();
    }

    private String ran() {
        Outcome outcome = run(new RecordingChannel());
        assertThat(outcome.verdict()).as(outcome.toString()).isEqualTo(Verdict.SUCCEEDED);
        return (String) outcome.result().get("version");
    }

    private Outcome run(RecordingChannel channel) {
        Job job = new Job(AttemptId.of(7, 1), "ref", "octotel", "validation", Map.of("service_id", "S-1"));
        Ticket ticket = new Ticket(AttemptId.of(7, 1), URI.create("http://127.0.0.1:9"), "s-1", Secret.of("the-session-token"), null, null, null,
                Instant.now().plus(Duration.ofMinutes(5)));
        return new FlowRunner(library).run(job, ticket, channel);
    }
}
