package io.fnorpa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.rig.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told before anything is started. */
class AuthorToolsTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private Path flows;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @BeforeEach
    void makeFolder() throws IOException {
        flows = Files.createDirectory(folder.resolve("flows"));
    }

    /** One FNO, acme, for what changes nothing. */
    private void useShared() {
        flows = shared;
        if (!Files.exists(shared.resolve("acme"))) {
            assertThat(run("new", "acme")).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void aNewFolderPassesTheCheckAndHoldsNothingOfTheExample() throws IOException {
        assertThat(run("new", "kap-fibre")).isEqualTo(ExitCode.DONE);

        try (Stream<Path> files = Files.list(flows.resolve("kap-fibre"))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).extracting(file -> file.getFileName().toString()).containsExactly("fno.yaml", "kap-fibre-find-service.kamelet.yaml",
                    "kap-fibre-login.kamelet.yaml", "kap-fibre-open-service.kamelet.yaml", "kap-fibre-read-service.kamelet.yaml", "validation.camel.yaml");
            assertThat(all).allSatisfy(file -> assertThat(file).content().doesNotContain("@").contains("kap-fibre"));
        }
        assertThat(flows.resolve("kap-fibre/validation.camel.yaml")).content().contains("Kap Fibre knows no service", "kapFibreRows");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("bin/flow run kap-fibre validation service_id=SMP-1001 --flows " + flows);
    }

    @ParameterizedTest(name = "new {0}")
    @CsvSource({"Acme,'acme' would do", "Acme Fibre,'acme-fibre' would do", "4ever,a letter first", "acme-,'acme' would do", "kamelets,all FNOs share",
        "an-id-that-is-longer-than-thirty-two,at most 32", "acme,there is a folder"})
    void aNameThatCannotBeOrIsTakenIsRefusedWithTheReason(String name, String reason) throws IOException {
        useShared();

        assertThat(run("new", name)).isEqualTo(ExitCode.WRONG_USE);

        assertThat(complaint()).contains(reason);
        try (Stream<Path> entries = Files.list(flows)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void anotherNameOfAnFnoIsTakenToo() throws IOException {
        assertThat(run("new", "first")).isEqualTo(ExitCode.DONE);
        Path settings = flows.resolve("first/fno.yaml");
        Files.writeString(settings, Files.readString(settings).replace("name: First", "name: First\naliases: [fst]"));

        assertThat(run("new", "fst")).isEqualTo(ExitCode.WRONG_USE);
        assertThat(complaint()).contains("another name of first");
        assertThat(run("record", "https://p.example", "--fno", "fst", "--type", "order")).isEqualTo(ExitCode.WRONG_USE);
        assertThat(complaint().lines()).last().asString().contains("another name of first");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "rnu acme validation                                       | did you mean 'run'?",
        "run acme                                                  | write run FNO TYPE key=value",
        "run acne validation service_id=X                          | did you mean 'acme'?",
        "run acme validaton service_id=X                           | did you mean 'validation'?",
        "run acme validation service=X                             | service_id: is missing",
        "run acme validation service_id=x                          | service_id: must match",
        "run acme validation service_id=X --screenshot here        | did you mean '--screenshots'?",
        "run acme validation service_id=X --url                    | --url wants a value",
        "run acme validation service_id=X --url portal             | is no address",
        "run acme validation service_id=X --url https://p.example  | acme-username, acme-password",
        "run acme validation service_id=X --secrets nowhere        | is no folder",
        "serve --port 70000                                        | is no port",
        "serve acme                                                | takes options alone",
        "record                                                    | one address",
        "record https://p.example --fno acme                       | --fno and --type go together",
        "record https://p.example --fno acme --type validation     | has a job type validation already",
        "record https://p.example --fno Acme2 --type validation    | cannot be an FNO's name",
        "record ftp://p.example                                    | is no address"})
    void wrongUseIsToldWithWhatWouldBeRight(String command, String reason) {
        useShared();

        assertThat(run(command.strip().split(" +"))).isEqualTo(ExitCode.WRONG_USE);

        assertThat(complaint()).contains(reason);
    }

    @Test
    void aRealPortalIsNotTakenForOneToPractiseOn() throws IOException {
        assertThat(run("new", "acme")).isEqualTo(ExitCode.DONE);
        Path settings = flows.resolve("acme/fno.yaml");
        Files.writeString(settings, Files.readString(settings).replace("https://portal.acme.example", "https://portal.acme.co.za"));

        assertThat(run("run", "acme", "validation", "service_id=X")).isEqualTo(ExitCode.WRONG_USE);

        assertThat(complaint()).contains("--url https://portal.acme.co.za --secrets DIR");
    }

    @Test
    void secretsThatAreMissingAreNamed() {
        useShared();

        assertThat(run("run", "acme", "validation", "service_id=X", "--url", "https://p.example", "--secrets", folder.toString())).isEqualTo(ExitCode.WRONG_USE);

        assertThat(complaint()).contains("acme-username, acme-password", folder.toString());
    }

    @Test
    void aFolderThatDoesNotPassTheCheckIsNotRun() throws IOException {
        assertThat(run("new", "acme")).isEqualTo(ExitCode.DONE);
        Path route = flows.resolve("acme/validation.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("browser:screenshot", "browser:screenshoot"));

        assertThat(run("run", "acme", "validation", "service_id=X")).isEqualTo(ExitCode.NOT_RUN);

        assertThat(complaint()).contains("acme/validation.camel.yaml:", "did you mean 'screenshot'?");
    }

    private ExitCode run(String... words) {
        List<String> arguments = Stream.concat(Stream.of(words), words[words.length - 1].equals("--url") ? Stream.of() : Stream.of("--flows", flows.toString())).toList();
        return AuthorTools.run(arguments, new Workshop(Checkout.find(), folder.resolve("work"), new Paper(new PrintStream(said, true, StandardCharsets.UTF_8)),
                Optional.empty()), new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    private String complaint() {
        return complained.toString(StandardCharsets.UTF_8);
    }
}
