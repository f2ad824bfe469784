package io.fnorpa.flow.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the folder of a practice FNO, {@code octotel}, with one job type. */
final class FlowFiles {

    static final String SETTINGS = """
            fno: octotel
            name: Octotel
            aliases: [octo-tel]
            base-url: http://127.0.0.1:1
            totp: {digits: 6}
            job-types:
              validation:
                description: Is the service there?
                parameters:
                  service_id: {type: string, required: true, pattern: "[A-Z0-9-]+", max-length: 20, description: The service}
            """;

    private final Path root;

    FlowFiles(Path root) {
        this.root = root;
        settings(SETTINGS);
    }

    Path root() {
        return root;
    }

    FlowFiles settings(String yaml) {
        return write("octotel/fno.yaml", yaml);
    }

    FlowFiles write(String file, String text) {
        try {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The route {@code octotel-validation} with these steps, each line as it stands under {@code steps:}. */
    FlowFiles validation(String steps) {
        return write("octotel/octotel-validation.camel.yaml", route("octotel-validation", steps));
    }

    static String route(String id, String steps) {
        return """
                - route:
                    id: %s
                    description: What the test needs
                    from:
                      uri: direct:%s
                      steps:
                %s""".formatted(id, id, steps.indent(10));
    }

    /** A Kamelet of the FNO without parameters. */
    FlowFiles kamelet(String name, String steps) {
        return kamelet(name, "", steps);
    }

    /** @param properties lines as they stand under {@code properties:} */
    FlowFiles kamelet(String name, String properties, String steps) {
        return write("octotel/" + name + ".kamelet.yaml", kameletText(name, properties, steps));
    }

    static String kameletText(String name, String properties, String steps) {
        return """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: %s
                spec:
                  definition:
                    title: What the test needs
                    description: What the test needs
                    type: object
                    properties:%s
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                %s""".formatted(name, properties.isBlank() ? " {}" : "\n" + properties.indent(6).stripTrailing(), steps.indent(10));
    }
}
