package io.fnorpa.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.bench.Row;
import io.fnorpa.bench.Samples;
import io.fnorpa.rig.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The gate against the return of Nagle's delay: two commands that Playwright's driver sends to Firefox together, against
 * one alone, with the script that the browser service has the driver load. With the delay the two take 40 ms more.
 */
final class TwoTogether {

    /** Two answers cost at most so many times one; with the delay it is ten and more. */
    static final double GATE = 4.0;

    private static final String SCRIPT = "two-together.cjs";
    private static final Path ACKNOWLEDGE = Path.of("browser-service/src/main/resources/driver/quick-acknowledge.cjs");

    private final Path folder;
    private final Checkout checkout = Checkout.find();

    TwoTogether(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** As the platform does it: value is two together, reference is one. */
    Row prompt(int rounds) throws IOException, InterruptedException {
        return measure("two-together", rounds, List.of("--require", checkout.root().resolve(ACKNOWLEDGE).toString()), GATE);
    }

    /** As Playwright alone does it, to see whether Firefox still has the delay. */
    Row bare(int rounds) throws IOException, InterruptedException {
        return measure("two-together-bare", rounds, List.of(), null);
    }

    private Row measure(String name, int rounds, List<String> nodeOptions, Double gate) throws IOException, InterruptedException {
        Path driver = checkout.playwrightDriver().orElseThrow(() -> new IllegalStateException("Playwright's driver is not unpacked; bin/bench does that"));
        Path script = folder.resolve(SCRIPT);
        try (InputStream packaged = TwoTogether.class.getResourceAsStream(SCRIPT)) {
            Files.copy(packaged, script, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new java.util.ArrayList<>(List.of(driver.resolve("node").toString()));
        command.addAll(nodeOptions);
        command.addAll(List.of(script.toString(), driver.resolve("package").toString(), Engine.FIREFOX.program().toString(), String.valueOf(rounds)));
        File log = folder.resolve(name + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.to(log));
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        JsonNode taken = new ObjectMapper().readTree(process.getInputStream());
        if (process.waitFor() != 0) {
            throw new IOException(script + " failed; see " + log);
        }
        return new Row(name, "ms", samples(taken.get("two")), samples(taken.get("one")), gate);
    }

    private static Samples samples(JsonNode values) {
        return new Samples(StreamSupport.stream(values.spliterator(), false).map(JsonNode::asDouble).toList());
    }
}
