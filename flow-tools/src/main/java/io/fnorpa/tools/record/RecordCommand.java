package io.fnorpa.tools.record;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.tools.Arguments;
import io.fnorpa.tools.ExitCode;
import io.fnorpa.tools.FlowsFolder;
import io.fnorpa.tools.LocalBrowser;
import io.fnorpa.tools.Paper;
import io.fnorpa.tools.WorkFolder;
import io.fnorpa.tools.Workshop;
import io.fnorpa.tools.WrongUseException;
import io.fnorpa.tools.create.FnoName;
import io.fnorpa.tools.create.NewFno;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code bin/flow record URL}: a browser in which somebody shows what the flow shall do. */
public final class RecordCommand {

    private final Workshop workshop;
    private final Paper paper;
    private final Optional<Path> person;
    private final Map<String, String> personsEnvironment;

    public RecordCommand(Workshop workshop) {
        this(workshop, Optional.empty(), Map.of());
    }

    /** @param person a script that does in the page what a person would, without a window, for tests; it has that environment */
    public RecordCommand(Workshop workshop, Optional<Path> person, Map<String, String> personsEnvironment) {
        this.workshop = workshop;
        this.paper = workshop.paper();
        this.person = person;
        this.personsEnvironment = personsEnvironment;
    }

    public ExitCode run(List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of("--fno", "--type", FlowsFolder.OPTION), Set.of());
        if (arguments.words().size() != 1) {
            throw new WrongUseException("write record URL [--fno FNO --type TYPE] [--flows DIR], one address, such as https://portal.example.com/login");
        }
        if (arguments.value("--fno").isPresent() != arguments.value("--type").isPresent()) {
            throw new WrongUseException("--fno and --type go together: the folder and the job type that the flow is written as");
        }
        URI url = Arguments.address("the address", arguments.words().get(0));
        Optional<RecordedFolder> folder = arguments.value("--fno").map(fno -> folder(arguments, fno));
        if (person.isEmpty()) {
            LocalBrowser.requireDisplay("record");
        }
        RecordedFlow flow = record(url);
        if (folder.isEmpty()) {
            paper.say("");
            paper.say(FlowText.route("fno", "type", url.toString(), flow));
            paper.say("# In fno.yaml, credentials: [" + String.join(", ", flow.credentials()) + "], and under job-types:\n" + FlowText.jobType("type", flow, "#  "));
            return ExitCode.DONE;
        }
        return write(folder.get(), url, flow, arguments);
    }

    private static RecordedFolder folder(Arguments arguments, String fno) {
        Path flows = FlowsFolder.path(arguments);
        Optional<FnoSettings> known = Optional.empty();
        if (Files.exists(flows.resolve(fno))) {
            try (FlowsFolder loaded = FlowsFolder.load(arguments)) {
                known = Optional.of(loaded.fno(fno));
            }
        } else {
            NewFno.requireUnused(flows, new FnoName(fno)); // it may be another name of one that is there
        }
        return new RecordedFolder(flows, fno, arguments.value("--type").orElseThrow(), known);
    }

    private RecordedFlow record(URI url) {
        Conversion conversion = new Conversion(url.resolve("/"));
        try (WorkFolder work = WorkFolder.in(workshop.folder());
                Recorder recorder = Recorder.start(workshop.checkout(), work, url, person, personsEnvironment)) {
            paper.say("Opening Firefox …");
            if (person.isEmpty()) {
                stopAtEnter(recorder);
            }
            recorder.follow(line -> {
                conversion.take(line);
                tell(line);
            });
            return conversion.flow();
        }
    }

    private void tell(Recorded line) {
        switch (line.event()) {
            case "ready" -> paper.say("Do now in its window what the flow shall do. Close the window when you are done, or press Enter here.");
            case "action" -> {
                if (!line.selector().isEmpty()) {
                    paper.say("  " + line.name() + "  " + Locator.of(line.selector(), line.field()).target());
                }
            }
            case "trouble" -> paper.say("  not understood: " + line.whole().path("message").asText());
            default -> { }
        }
    }

    private static void stopAtEnter(Recorder recorder) {
        Thread reader = new Thread(() -> {
            try {
                if (System.in.read() >= 0) {
                    recorder.stop();
                }
            } catch (IOException e) {
                // then closing the window is left
            }
        }, "enter");
        reader.setDaemon(true);
        reader.start();
    }

    private ExitCode write(RecordedFolder folder, URI url, RecordedFlow flow, Arguments arguments) {
        if (flow.steps().isEmpty()) {
            paper.say("Nothing was done in the window, so nothing is written.");
            return ExitCode.NOT_RUN;
        }
        List<Path> files = folder.write(url, flow);
        paper.say("");
        files.forEach(file -> paper.say("  " + file));
        try (FlowsFolder flows = FlowsFolder.load(arguments)) {
            flows.fno(folder.fno()); // passes the check, or says here why not
        }
        if (!PointOfNoReturn.in(flow.steps(), "").equals(flow.steps())) {
            paper.say("It stops at " + PointOfNoReturn.VERB + ", which stands before the last click: whether that is the one that counts, a recording cannot tell."
                    + " Move it first if another does.");
        }
        paper.say("It passes the check. Read it, then try it: bin/flow run " + folder.fno() + " " + arguments.value("--type").orElseThrow()
                + flow.parameters().stream().map(name -> " " + name + "=…").reduce("", String::concat) + " --url " + url.resolve("/") + " --secrets DIR");
        return ExitCode.DONE;
    }
}
