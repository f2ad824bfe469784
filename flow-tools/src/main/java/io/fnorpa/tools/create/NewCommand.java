package io.fnorpa.tools.create;

import io.fnorpa.tools.Arguments;
import io.fnorpa.tools.ExitCode;
import io.fnorpa.tools.FlowsFolder;
import io.fnorpa.tools.Paper;
import io.fnorpa.tools.WrongUseException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code bin/flow new FNO}. */
public final class NewCommand {

    private final Paper paper;

    public NewCommand(Paper paper) {
        this.paper = paper;
    }

    public ExitCode run(List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of(FlowsFolder.OPTION), Set.of());
        if (arguments.words().size() != 1) {
            throw new WrongUseException("write new FNO [--flows DIR], one name, such as acme");
        }
        FnoName name = new FnoName(arguments.words().get(0));
        Path flows = FlowsFolder.path(arguments);
        List<Path> files = NewFno.write(flows, name);
        try (FlowsFolder folder = FlowsFolder.load(arguments)) {
            folder.fno(name.id()); // what is written passes the check, or says here why not
        }
        files.forEach(file -> paper.say("  " + file));
        String option = arguments.value(FlowsFolder.OPTION).map(dir -> " --flows " + dir).orElse("");
        paper.say("");
        paper.say("It passes the check, and works at the sample portal:");
        paper.say("  bin/flow run " + name.id() + " validation service_id=SMP-1001" + option);
        paper.say("Begin with " + files.get(1) + ". docs/flow-author.md goes on from here.");
        return ExitCode.DONE;
    }
}
