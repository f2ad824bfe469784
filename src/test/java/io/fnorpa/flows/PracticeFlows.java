package io.fnorpa.flows;

import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowWatch;
import io.fnorpa.ticket.FlowFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;

/** The folder of an FNO {@code practice}, whose job types do nothing. */
final class PracticeFlows {

    private final Path folder;

    PracticeFlows(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** @param note makes the version */
    PracticeFlows write(String note, String... types) {
        try {
            Path flows = Files.createDirectories(folder.resolve("practice"));
            StringBuilder settings = new StringBuilder("fno: practice\nname: Practice\nbase-url: http://127.0.0.1:1\njob-types:\n");
            for (String type : types) {
                settings.append("  ").append(type).append(": {description: A type}\n");
                route(flows, type, note);
            }
            Files.writeString(flows.resolve("fno.yaml"), settings);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PracticeFlows writeLookup(String type) {
        try {
            route(folder.resolve("practice"), type + "-lookup", "asks");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void route(Path flows, String name, String note) throws IOException {
        Files.writeString(flows.resolve(name + ".camel.yaml"), """
                - route:
                    id: practice-%1$s
                    description: Does nothing
                    from:
                      uri: direct:practice-%1$s
                      steps:
                        - to: { uri: "job:note", parameters: { message: "%2$s" } }
                """.formatted(name, note));
    }

    FlowWatch watch(ServedFlows served) {
        return new FlowWatch(folder, Clock.systemUTC(), Stream::empty, served::release);
    }

    static FlowFiles files(FlowContext context) {
        return context.files();
    }
}
