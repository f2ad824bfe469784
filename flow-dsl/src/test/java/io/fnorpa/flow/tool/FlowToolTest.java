package io.fnorpa.flow.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowToolTest {

    private static final String SETTINGS = "fno: %s\nname: Practice\nbase-url: http://127.0.0.1:1\njob-types: {check: {description: Looks}}\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @Test
    void whatIsGoodIsSaidInALineAndWhatIsNotWithItsPlace() throws IOException {
        write("onefibre", "job:note");
        write("twofibre", "job:nte");

        assertThat(run("check", "--flows", folder.toString())).isEqualTo(1);

        assertThat(said.toString(StandardCharsets.UTF_8).lines()).hasSize(2).first().asString().matches("ok {2}onefibre@[0-9a-f]{12}: check");
        assertThat(said.toString(StandardCharsets.UTF_8).lines()).last().asString()
                .isEqualTo("twofibre/check.camel.yaml:7:11: There is no job:nte; did you mean 'note'?");
        assertThat(run("check", "onefibre", "--flows", folder.toString())).isZero();
    }

    @Test
    void wrongUseIsToldWithWhatWouldBeRight() throws IOException {
        write("onefibre", "job:note");

        assertThat(run("check", "onefiber", "--flows", folder.toString())).isEqualTo(2);
        assertThat(run("check", "--flow", folder.toString())).isEqualTo(2);
        assertThat(run("check", "--flows")).isEqualTo(2);
        assertThat(run("chekc")).isEqualTo(2);
        assertThat(run("check", "--flows", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(complained.toString(StandardCharsets.UTF_8).lines()).hasSize(5)
                .anyMatch(line -> line.contains("did you mean 'onefibre'?")).anyMatch(line -> line.contains("unknown option --flow;"));
    }

    /** camel run has a Camel of its own; and no build may take these jars for its modules. */
    @Test
    void theLanguageIsInstalledWithoutCamelQuarkusOrAParent() throws IOException {
        assertThat(run("install", "--repository", folder.toString())).isZero();

        Path installed = folder.resolve("io/fnorpa/flow-dsl/local");
        assertThat(installed.resolve("flow-dsl-local.jar")).exists();
        assertThat(folder.resolve("io/fnorpa/contract/local/contract-local.jar")).exists();
        assertThat(Files.readString(installed.resolve("flow-dsl-local.pom")) + Files.readString(folder.resolve("io/fnorpa/contract/local/contract-local.pom")))
                .doesNotContain("camel", "quarkus", "parent", "${").contains("<artifactId>jose4j</artifactId><version>", "<artifactId>contract</artifactId><version>local<");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("--dep=io.fnorpa:flow-dsl:local");
        assertThat(run("install", "there")).isEqualTo(2);
    }

    private int run(String... arguments) {
        return FlowTool.run(List.of(arguments), new PrintStream(said, true, StandardCharsets.UTF_8), new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    private void write(String fno, String verb) throws IOException {
        Path flows = Files.createDirectories(folder.resolve(fno));
        Files.writeString(flows.resolve("fno.yaml"), SETTINGS.formatted(fno));
        Files.writeString(flows.resolve("check.camel.yaml"), """
                - route:
                    id: %1$s-check
                    description: Says something
                    from:
                      uri: direct:%1$s-check
                      steps:
                        - to: { uri: "%2$s", parameters: { message: here } }
                """.formatted(fno, verb));
    }
}
