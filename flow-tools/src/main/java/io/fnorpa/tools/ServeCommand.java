package io.fnorpa.tools;

import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.rig.Port;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.tools.practice.PracticePortal;
import io.fnorpa.tools.practice.SamplePortal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * {@code bin/flow serve}: a browser service and portals to practise on, for whoever runs flows by other means, such as
 * {@code camel run}. It stays until it is ended, and says what the other has to be told.
 */
public final class ServeCommand {

    private static final String PROPERTIES = "serve.properties";
    private static final String VARIABLES = "serve.env";
    private static final int MOST_SESSIONS = 4;
    private static final int LAST_PORT = 65_535;

    private final Workshop workshop;
    private final Paper paper;
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    public ServeCommand(Workshop workshop) {
        this.workshop = workshop;
        this.paper = workshop.paper();
    }

    public ExitCode run(List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of("--port", FlowsFolder.OPTION), Set.of("--visible"));
        if (!arguments.words().isEmpty()) {
            throw new WrongUseException("serve takes options alone, not '" + arguments.words().get(0) + "': serve [--port PORT] [--visible] [--flows DIR]");
        }
        if (arguments.has("--visible")) {
            LocalBrowser.requireDisplay("--visible");
        }
        int port = arguments.value("--port").map(ServeCommand::port).orElse(0);
        try (FlowsFolder flows = FlowsFolder.load(arguments);
                WorkFolder work = WorkFolder.in(workshop.folder())) {
            return serve(flows, work, port, arguments.has("--visible"));
        } finally {
            ended.countDown();
        }
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > LAST_PORT) {
            throw new WrongUseException("--port '" + text + "' is no port; 0 takes a free one");
        }
        if (port > 0 && !new Port(port).isFree()) {
            throw new WrongUseException("port " + port + " is taken; without --port a free one is taken");
        }
        return port;
    }

    private ExitCode serve(FlowsFolder flows, WorkFolder work, int port, boolean visible) {
        SecretFiles secrets = SecretFiles.in(work.of("secrets"));
        SigningKeys keys = new SigningKeys(work.of("keys"));
        paper.say("Starting practice portals and a browser service …");
        try (Portals portals = Portals.start(workshop.checkout(), work.of("portals"), Map.of());
                SamplePortal sample = SamplePortal.start();
                LocalBrowser browser = LocalBrowser.start(workshop.checkout(), work.of("browser"), keys, visible, port,
                        Map.of("browser.max-sessions", String.valueOf(MOST_SESSIONS)))) {
            PracticeCredentials.of(workshop.checkout()).writeTo(secrets, portals.address());
            flows.library().all().stream().map(FlowContext::settings).filter(PracticePortal::isSample)
                    .forEach(fno -> PracticePortal.writeSample(fno, secrets, sample.address()));
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("rpa.browser.address", browser.address().toString());
            settings.put("rpa.browser.instance", LocalBrowser.INSTANCE);
            settings.put("rpa.keys.dir", keys.folder().toString());
            settings.put("rpa.secrets.dir", secrets.folder().toString());
            settings.put("rpa.run.totp-steps", workshop.folder().resolve("totp-steps.properties").toString()); // that of bin/flow run
            tell(settings, flows, portals, sample);
            awaitEnd();
            return ExitCode.DONE;
        } finally {
            forget();
        }
    }

    /** What they say is of no use any more. */
    private void forget() {
        for (String name : List.of(PROPERTIES, VARIABLES)) {
            try {
                Files.deleteIfExists(told(name));
            } catch (IOException e) {
                paper.say(told(name) + " could not be removed; what it says is over: " + e.getMessage());
            }
        }
    }

    private Path told(String name) {
        return workshop.folder().resolve("serve").resolve(name);
    }

    private void tell(Map<String, String> settings, FlowsFolder flows, Portals portals, SamplePortal sample) {
        write(told(PROPERTIES), settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining()));
        write(told(VARIABLES), settings.entrySet().stream().map(entry -> "export " + variable(entry.getKey()) + "='" + entry.getValue() + "'\n")
                .collect(Collectors.joining()));
        paper.say("");
        settings.forEach((key, value) -> paper.say("  %-22s %s".formatted(key, value)));
        paper.say("");
        paper.say("  The same as a file: " + told(PROPERTIES) + ", and as variables of a shell:");
        paper.say("    . " + told(VARIABLES));
        paper.say("  Practice portals: " + portals.address() + "/, accounts in sandbox/README.md; for FNOs that have none there: " + sample.address() + "/");
        paper.say("    their FNOs: " + String.join(", ", PracticeCredentials.FNOS) + flows.library().all().stream().map(FlowContext::settings)
                .filter(PracticePortal::isSample).map(FnoSettings::fno).map(fno -> ", " + fno).collect(Collectors.joining()));
        paper.say("");
        paper.say("Ready. Ctrl-C ends it.");
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Until Ctrl-C or SIGTERM: then this process waits until all has ended in good order. */
    private void awaitEnd() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            await(ended);
        }, "end"));
        await(told);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
