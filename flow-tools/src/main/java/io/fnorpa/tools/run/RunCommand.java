package io.fnorpa.tools.run;

import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.local.JobParameters;
import io.fnorpa.flow.local.LocalRun;
import io.fnorpa.flow.local.LocalSecrets;
import io.fnorpa.flow.local.RunFolder;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.Outcome;
import io.fnorpa.tools.Arguments;
import io.fnorpa.tools.ExitCode;
import io.fnorpa.tools.FlowsFolder;
import io.fnorpa.tools.LocalBrowser;
import io.fnorpa.tools.Paper;
import io.fnorpa.tools.Workshop;
import io.fnorpa.tools.WrongUseException;
import io.fnorpa.tools.practice.PracticePortal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code bin/flow run FNO TYPE key=value…}: what was asked for, checked before anything is started. */
public final class RunCommand {

    private static final String USAGE = "run FNO TYPE key=value… [--url URL] [--secrets DIR] [--visible] [--screenshots DIR] [--allow-changes] [--flows DIR]";
    private static final String LOOKUP = "-lookup";
    private static final DateTimeFormatter FOLDER_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Workshop workshop;
    private final Paper paper;

    public RunCommand(Workshop workshop) {
        this.workshop = workshop;
        this.paper = workshop.paper();
    }

    public ExitCode run(List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of("--url", "--secrets", "--screenshots", FlowsFolder.OPTION),
                Set.of("--visible", "--allow-changes"));
        if (arguments.words().size() < 2) {
            throw new WrongUseException("write " + USAGE);
        }
        try (FlowsFolder flows = FlowsFolder.load(arguments)) {
            FnoSettings fno = flows.fno(arguments.words().get(0));
            FlowRun.Wanted wanted = wanted(fno, arguments);
            try (FlowRun run = FlowRun.prepare(workshop, flows.library(), wanted)) {
                return report(run.run(), run.pictures());
            }
        }
    }

    private FlowRun.Wanted wanted(FnoSettings fno, Arguments arguments) {
        String word = arguments.words().get(1);
        boolean lookup = word.endsWith(LOOKUP) && !fno.jobTypes().containsKey(word);
        String type = lookup ? word.substring(0, word.length() - LOOKUP.length()) : word;
        if (!fno.jobTypes().containsKey(type)) {
            throw new WrongUseException("'" + word + "' is not a job type of " + fno.fno() + NearestName.hint(word, fno.jobTypes().keySet()));
        }
        Map<String, Object> parameters = JobParameters.parse(fno, type, arguments.words().subList(2, arguments.words().size()));
        Optional<Path> secrets = arguments.value("--secrets").map(RunCommand::folder);
        Optional<URI> url = arguments.value("--url").map(address -> Arguments.address("--url", address))
                .or(() -> secrets.flatMap(folder -> new LocalSecrets(folder).portal(fno)));
        if (url.isEmpty()) {
            PracticePortal.require(fno);
        } else if (secrets.isEmpty() && !LocalSecrets.files(fno).isEmpty()) {
            throw new WrongUseException("--url wants --secrets DIR, a folder with the account's secrets, a file for each: "
                    + String.join(", ", LocalSecrets.files(fno)));
        }
        secrets.ifPresent(folder -> new LocalSecrets(folder).credentials(fno));
        if (arguments.has("--visible")) {
            LocalBrowser.requireDisplay("--visible");
        }
        Path pictures = arguments.value("--screenshots").map(Path::of).orElseGet(() -> workshop.folder().resolve("runs")
                .resolve(fno.fno() + "-" + word + "-" + LocalDateTime.now().format(FOLDER_TIME)));
        return new FlowRun.Wanted(fno, type, lookup, parameters, url, secrets, arguments.has("--visible"), arguments.has("--allow-changes"), pictures);
    }

    private static Path folder(String name) {
        Path folder = Path.of(name);
        if (!Files.isDirectory(folder)) {
            throw new WrongUseException("--secrets " + name + " is no folder; it holds a file for each secret, such as octotel-password");
        }
        return folder;
    }

    private ExitCode report(LocalRun.Result result, RunFolder pictures) {
        paper.say("");
        if (result.stoppedBefore().isPresent()) {
            paper.say("STOPPED before the point of no return: " + result.stoppedBefore().get());
            paper.say("  This is no practice portal. What comes next cannot be taken back there. If you mean it: --allow-changes");
            sayWhereEvidenceIs(pictures);
            return ExitCode.of(result.exitCode());
        }
        Outcome outcome = result.outcome();
        paper.say(outcome.verdict() + (outcome.code() == null ? "" : " " + outcome.code()));
        if (outcome.message() != null) {
            paper.say("  " + outcome.message());
        }
        outcome.result().forEach((name, value) -> paper.say("  %-24s %s".formatted(name, value)));
        sayWhereEvidenceIs(pictures);
        return ExitCode.of(result.exitCode());
    }

    private void sayWhereEvidenceIs(RunFolder pictures) {
        paper.say(pictures.kept() == 0 ? "No evidence was kept" : "Evidence: " + pictures.path() + " (" + pictures.kept() + ")");
    }
}
