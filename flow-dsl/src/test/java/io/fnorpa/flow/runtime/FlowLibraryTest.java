package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLibraryTest {

    private static final String NOTE = "- to: { uri: 'job:note', parameters: { message: hello } }\n";

    @TempDir
    Path folder;

    @Test
    void aBadFolderIsRefusedAndTheOthersServe() {
        new FlowFiles(folder).validation(NOTE)
                .write("evotel/fno.yaml", "fno: evotel\nnam: Evotel\n");

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.all()).extracting(context -> context.settings().fno()).containsExactly("octotel");
            assertThat(library.refused()).containsOnlyKeys("evotel");
            assertThat(library.refused().get("evotel")).extracting(FlowProblem::toString)
                    .containsExactly("evotel/fno.yaml:2:1: unknown key 'nam'; did you mean 'name'?");
            assertThat(library.of("Octo-Tel")).isPresent();
            assertThat(library.settings("evotel")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aliases", "allowed-hosts", "maintenance-windows", "credentials"})
    void anEmptyItemOfAListIsRefusedWithItsKey(String key) {
        new FlowFiles(folder).validation(NOTE).settings(FlowFiles.SETTINGS.replace("aliases: [octo-tel]\n", "") + key + ":\n  -\n");

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.refused().get("octotel")).extracting(FlowProblem::reason).containsExactly(key + " has an empty item; take its line out");
        }
    }

    @Test
    void aFileThatIsNotUtf8IsRefusedAndTheOthersServe() throws IOException {
        FlowFiles files = new FlowFiles(folder).validation(NOTE);
        Files.write(files.write("evotel/fno.yaml", "").root().resolve("evotel/fno.yaml"), "name: Zo\u00eb".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(files.write("kamelets/unused.kamelet.yaml", "").root().resolve("kamelets/unused.kamelet.yaml"), new byte[] {(byte) 0xeb});

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.of("octotel")).isPresent();
            assertThat(library.refused().get("evotel")).extracting(FlowProblem::toString).containsExactly("evotel/fno.yaml: is not UTF-8; save it as UTF-8");
        }
    }

    @Test
    void aKameletThatRequiresNoNameIsRefused() {
        new FlowFiles(folder).validation("- to: kamelet:octotel-note\n");
        FlowFiles files = new FlowFiles(folder);
        files.write("octotel/octotel-note.kamelet.yaml", FlowFiles.kameletText("octotel-note", "", NOTE)
                .replaceFirst("( +)type: object\n", "$0$1required: [[service]]\n"));

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.refused()).containsOnlyKeys("octotel");
        }
    }

    @Test
    void whatOnlyCamelSeesIsToldWithItsFile() {
        new FlowFiles(folder).kamelet("octotel-put", "start: {title: Start, description: Begins it, type: string}", "- setBody: { simple: '{{start}}ource:file:x' }\n")
                .validation("- to: { uri: 'kamelet:octotel-put', parameters: { start: res } }\n");

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.refused().get("octotel")).singleElement()
                    .satisfies(problem -> assertThat(problem.toString()).startsWith("octotel/octotel-put.kamelet.yaml"));
        }
    }

    @Test
    void twoFnosCannotHaveOneName() {
        new FlowFiles(folder).validation(NOTE)
                .write("octo-tel/fno.yaml", FlowFiles.SETTINGS.replace("fno: octotel", "fno: octo-tel"))
                .write("octo-tel/octo-tel-validation.camel.yaml", FlowFiles.route("octo-tel-validation", NOTE));

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.refused().get("octotel")).extracting(FlowProblem::reason)
                    .contains("aliases: 'octo-tel' is a name of octo-tel already");
        }
    }

    @Test
    void aVersionChangesWithItsFilesAndWithTheSharedKameletsThatItUses() {
        FlowFiles files = new FlowFiles(folder).validation("- to: kamelet:portal-note\n");
        files.write("kamelets/portal-note.kamelet.yaml", FlowFiles.kameletText("portal-note", "", NOTE))
                .write("kamelets/portal-other.kamelet.yaml", FlowFiles.kameletText("portal-other", "", NOTE));
        String first = FlowFolder.read(folder, "octotel").version();

        files.write("kamelets/portal-other.kamelet.yaml", "changed: true");
        assertThat(FlowFolder.read(folder, "octotel").version()).isEqualTo(first);
        files.write("kamelets/portal-note.kamelet.yaml", FlowFiles.kameletText("portal-note", "", NOTE + NOTE));
        assertThat(FlowFolder.read(folder, "octotel").version()).isNotEqualTo(first);
    }

    @Test
    void anFnosOwnKameletGoesBeforeASharedOne() {
        new FlowFiles(folder).validation("- to: kamelet:note\n").kamelet("note", NOTE)
                .write("kamelets/note.kamelet.yaml", "broken: true");

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.refused()).isEmpty();
        }
    }
}
