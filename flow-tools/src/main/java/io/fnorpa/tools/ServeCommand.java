package io.fnorpa.tools;

import io.fnorpa.flow.component.UriFactories;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.rig.Port;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.tools.practice.PracticePortal;
import io.fnorpa.tools.practice.SamplePortal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * {@code bin/flow serve}: a browser service and portals to practise on, for whoever runs flows by other means, such as
 * {@code camel run}. It stays until it is ended, and says what the other has to be told.
 */
public final class ServeCommand {

    private static final int MOST_SESSIONS = 4;
    private static final int LAST_PORT = 65_535;

    private final Workshop workshop;
    private final Paper paper;

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
                WorkFolder work = WorkFolder.in(workshop.folder());
                ServeFiles told = ServeFiles.in(workshop.folder())) {
            return serve(flows, work, told, port, arguments.has("--visible"));
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

    private ExitCode serve(FlowsFolder flows, WorkFolder work, ServeFiles told, int port, boolean visible) {
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
            settings.put("rpa.run.practice", portals.address() + "," + sample.address());
            told.write(settings, UriFactories.BEANS);
            tell(settings, told, flows, portals, sample);
            awaitEnd();
            return ExitCode.DONE;
        }
    }

    private void tell(Map<String, String> settings, ServeFiles told, FlowsFolder flows, Portals portals, SamplePortal sample) {
        paper.say("");
        settings.forEach((key, value) -> paper.say("  %-22s %s".formatted(key, value)));
        paper.say("");
        paper.say("  The same as a file: " + told.properties() + ", and as variables of a shell:");
        paper.say("    . " + told.variables());
        paper.say("  Practice portals: " + portals.address() + "/ (" + String.join(", ", PracticeCredentials.FNOS) + "); accounts in sandbox/README.md");
        paper.say("  Sample portal:    " + sample.address() + "/ (" + flows.library().all().stream().map(FlowContext::settings)
                .filter(PracticePortal::isSample).map(FnoSettings::fno).map(fno -> fno + ", ").collect(Collectors.joining()) + "any FNO that is new)");
        paper.say("");
        paper.say("Ready. Ctrl-C ends it.");
    }

    /** Until Ctrl-C or SIGTERM ({@link Ending}). */
    private void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            paper.say("Ending …"); // not told on: what is open ends in good order
        }
    }
}
