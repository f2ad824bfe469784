package io.fnorpa.bench.browser;

import io.fnorpa.bench.Results;
import io.fnorpa.bench.Row;
import io.fnorpa.bench.Samples;
import io.fnorpa.bench.Turns;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/**
 * {@code bin/bench browser}. Rows: cold-start, session, the verbs, flow, memory, and the gate two-together. What the
 * reference has no like of is left out: a grid that is already up has no cold start.
 */
public final class BrowserBench {

    private static final double COLD_START_AIM = 0.9;
    private static final double SESSION_AIM = 0.8;
    private static final double FLOW_AIM = 0.6;
    private static final double READ_EXTRA_AIM_MS = 3;
    private static final int VERBS_PER_ROUND = 20;
    private static final int MOST_SESSIONS = 4;
    /** A round of memory takes half a minute. */
    private static final int MEMORY_ROUNDS = 3;
    private static final int WRONG_USE = 2;

    private final Options options;
    private final Path folder;
    private final Results results = new Results();
    private final AtomicInteger folders = new AtomicInteger();

    private BrowserBench(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/bench browser: " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        Path folder = Files.createTempDirectory("bench-browser-");
        boolean gateHolds = new BrowserBench(options, folder).run();
        System.exit(gateHolds ? 0 : 1);
    }

    private boolean run() throws Exception {
        try (BenchPage page = new BenchPage()) {
            boolean gateHolds = gate();
            results.begin("the platform, firefox", reference());
            coldStart(page);
            sessionsAndVerbs(page);
            flow();
            memory(page);
            if (options.json().isPresent()) {
                results.write(options.json().get());
            }
            return gateHolds;
        }
    }

    /** Aims are set against the bare program on Firefox; against another browser or a grid there is only the figure. */
    private boolean aimsHold() {
        return options.engine() == Engine.FIREFOX && options.grid().isEmpty();
    }

    private Double aim(Double ofFirefox) {
        return aimsHold() ? ofFirefox : null;
    }

    private String reference() {
        return (options.grid().isPresent() ? "Selenium Grid, " : "plain Playwright, ") + options.engine().name().toLowerCase(java.util.Locale.ROOT);
    }

    private boolean gate() throws IOException, InterruptedException {
        if (!options.wants("two-together")) {
            return true;
        }
        TwoTogether two = new TwoTogether(nextFolder());
        results.begin("two commands together", "one command alone");
        Row prompt = two.prompt(options.rounds() * VERBS_PER_ROUND);
        results.add(prompt);
        Row bare = two.bare(options.rounds() * VERBS_PER_ROUND);
        results.add(bare);
        if (bare.ratio() < TwoTogether.GATE) {
            System.out.println("Firefox answers two commands at once even without quick-acknowledge.cjs: it may not be needed any more.");
        }
        boolean holds = prompt.meetsAim() && serviceIsPrompt();
        if (!holds) {
            System.out.println("GATE: the delay between two answers of Firefox is back. See browser-service/README.md, Speed.");
        }
        return holds;
    }

    /** What the service has measured itself, with the driver and the environment that it gives it. */
    private boolean serviceIsPrompt() {
        try (ServiceBrowser service = new ServiceBrowser(nextFolder(), URI.create("http://127.0.0.1/"), Map.of())) {
            System.out.println("The browser service says that answers are " + service.answers());
            return service.answers().equals("prompt");
        }
    }

    private void coldStart(BenchPage page) throws Exception {
        if (!options.wants("cold-start") || options.grid().isPresent()) {
            return;
        }
        results.add(Turns.take("cold-start", "ms", 1, options.rounds(), this::startService, () -> startBare(page), aim(COLD_START_AIM)));
    }

    private double startService() {
        long start = System.nanoTime();
        ServiceBrowser service = new ServiceBrowser(nextFolder(), URI.create("http://127.0.0.1/"), Map.of());
        double taken = (System.nanoTime() - start) / 1e6;
        service.close();
        return taken;
    }

    private double startBare(BenchPage page) throws IOException {
        long start = System.nanoTime();
        BareProcess bare = new BareProcess(options.engine(), page.url(), 1, log());
        double taken = (System.nanoTime() - start) / 1e6;
        bare.close();
        return taken;
    }

    private void sessionsAndVerbs(BenchPage page) throws Exception {
        try (ServiceBrowser platform = new ServiceBrowser(nextFolder(), URI.create(page.url()), Map.of());
                Driver reference = openReference()) {
            if (options.wants("session")) {
                results.add(Turns.take("session", "ms", 1, options.rounds(), session(platform, platform::awaitReady),
                        session(reference, platform::awaitReady), aim(SESSION_AIM)));
            }
            platform.awaitReady();
            platform.open();
            reference.open();
            verbs(page, platform, reference);
            platform.end();
            reference.end();
        }
    }

    private Driver openReference() {
        return options.grid().isPresent() ? new GridBrowser(options.grid().get(), options.engine()) : new BareBrowser(options.engine());
    }

    /** Open, and close. The service has its next browser ready beforehand, which is not counted; nor does it start one meanwhile. */
    private static Turns.Side session(Driver browser, Runnable before) {
        return () -> {
            before.run();
            return Turns.timed(() -> {
                browser.open();
                browser.end();
            }).measure();
        };
    }

    private void verbs(BenchPage page, Driver platform, Driver reference) throws Exception {
        verb("navigate", null, platform, reference, browser -> browser.navigate(page.url()));
        verb("fill", 0.25, platform, reference, browser -> browser.fill(BenchPage.FIELD, "MFN-300101"));
        verb("click", 0.4, platform, reference, browser -> browser.click(BenchPage.BUTTON));
        verb("read", null, platform, reference, browser -> browser.read(BenchPage.TEXT));
        verb("screenshot", 0.4, platform, reference, Driver::screenshot);
    }

    private void verb(String name, Double aim, Driver platform, Driver reference, Verb verb) throws Exception {
        if (options.wants("verb-" + name)) {
            platform.navigate("/");
            Row row = Turns.take("verb-" + name, "ms", 5, options.rounds() * VERBS_PER_ROUND, Turns.timed(() -> verb.on(platform)),
                    Turns.timed(() -> verb.on(reference)), aim(aim));
            results.add(name.equals("read") && aimsHold() ? row.withExtraAim(READ_EXTRA_AIM_MS) : row);
        }
    }

    private interface Verb {
        void on(Driver browser);
    }

    private void flow() throws Exception {
        if (!options.wants("flow")) {
            return;
        }
        try (Validation validation = new Validation(nextFolder());
                ServiceBrowser platform = new ServiceBrowser(nextFolder(), URI.create("http://127.0.0.1/"), Map.of());
                Driver reference = openReference()) {
            results.add(validation.measure(platform, reference, options.rounds(), aim(FLOW_AIM)));
        }
    }

    private void memory(BenchPage page) throws Exception {
        for (int sessions = 1; sessions <= MOST_SESSIONS && options.grid().isEmpty(); sessions++) {
            if (options.wants("memory-" + sessions)) {
                memory(page, sessions);
            }
        }
    }

    private void memory(BenchPage page, int sessions) throws Exception {
        List<Memory.Parts> platform = new ArrayList<>();
        List<Memory.Parts> bare = new ArrayList<>();
        results.add(Turns.take("memory-" + sessions, "MiB", 0, Math.min(options.rounds(), MEMORY_ROUNDS), () -> all(platform, memoryOfService(page, sessions)),
                () -> all(bare, memoryOfBare(page, sessions)), null));
        System.out.printf("%18s        the service itself %.0f, its browsers %.0f; the bare program itself %.0f, its browsers %.0f (medians)%n", "",
                median(platform, Memory.Parts::self), median(platform, Memory.Parts::descendants),
                median(bare, Memory.Parts::self), median(bare, Memory.Parts::descendants));
    }

    private Memory.Parts memoryOfService(BenchPage page, int sessions) {
        try (ServiceBrowser platform = new ServiceBrowser(nextFolder(), URI.create(page.url()), Map.of("browser.max-sessions", String.valueOf(sessions)))) {
            for (int i = 0; i < sessions; i++) {
                platform.open();
                platform.navigate("/");
            }
            return Memory.of(platform.pid());
        }
    }

    private Memory.Parts memoryOfBare(BenchPage page, int sessions) throws IOException {
        try (BareProcess bare = new BareProcess(options.engine(), page.url(), sessions, log())) {
            return Memory.of(bare.pid());
        }
    }

    private static double all(List<Memory.Parts> measured, Memory.Parts parts) {
        measured.add(parts);
        return parts.all();
    }

    private static double median(List<Memory.Parts> measured, ToDoubleFunction<Memory.Parts> part) {
        return new Samples(measured.stream().map(part::applyAsDouble).toList()).median();
    }

    private Path nextFolder() {
        return folder.resolve(String.valueOf(folders.incrementAndGet()));
    }

    private File log() throws IOException {
        return Files.createDirectories(nextFolder()).resolve("bare.log").toFile();
    }
}
