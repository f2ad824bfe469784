package io.fnorpa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.flow.tool.FlowTool;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook of docs/live-edits.md, in a repository of its own, with git. */
class PreCommitHookTest {

    private static final Pattern HOOK = Pattern.compile("(?ms)^```\\n(#!/bin/sh\\n.*?)^```");
    private static final Path ROUTE = Path.of("fno-flows/acme/acme-check.camel.yaml");
    private static final String GOOD = """
            - route:
                id: acme-check
                description: Says something
                from:
                  uri: direct:acme-check
                  steps:
                    - to: { uri: "job:note", parameters: { message: "%s" } }
            """;
    private static final String BAD = GOOD.replace("job:note", "job:nte");

    @TempDir
    Path repository;

    private String said;

    @BeforeEach
    void aRepositoryWithTheHook() throws IOException, InterruptedException {
        git(0, "init", "--quiet");
        Matcher hook = HOOK.matcher(Files.readString(Checkout.find().root().resolve("docs/live-edits.md")));
        assertThat(hook.find()).isTrue();
        executable(".git/hooks/pre-commit", hook.group(1));
        executable("bin/flow", """
                #!/bin/sh
                touch checked
                exec '%s' -cp '%s' %s "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path"), FlowTool.class.getName()));
        write("fno-flows/acme/fno.yaml", "fno: acme\nname: Acme\nbase-url: https://portal.acme.example\njob-types: {check: {description: Looks}}\n");
        write(ROUTE.toString(), GOOD.formatted("first"));
        git(0, "add", "--all");
        git(0, "commit", "--quiet", "-m", "first");
    }

    @Test
    void whatIsStagedIsCheckedAndNotWhatLiesInTheWorkingTree() throws IOException, InterruptedException {
        write(ROUTE.toString(), BAD);
        git(0, "add", "fno-flows");
        write(ROUTE.toString(), GOOD.formatted("second"));

        git(1, "commit", "-m", "second");
        assertThat(said).contains("acme/acme-check.camel.yaml:7:").contains("did you mean 'note'?");

        git(0, "add", "fno-flows");
        write(ROUTE.toString(), BAD);
        git(0, "commit", "-m", "second");
        assertThat(said).contains("ok  acme@");
    }

    @Test
    void aCommitThatChangesNoFlowIsNotChecked() throws IOException, InterruptedException {
        Files.delete(repository.resolve("checked"));
        write("README.md", "read me\n");
        git(0, "add", "README.md");

        git(0, "commit", "-m", "second");
        assertThat(repository.resolve("checked")).doesNotExist();
    }

    private void git(int code, String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("git", "-c", "user.name=Author", "-c", "user.email=author@acme.example", "-c", "core.hooksPath=.git/hooks"),
                Stream.of(words)).toList();
        ProcessBuilder git = new ProcessBuilder(command).directory(repository.toFile()).redirectErrorStream(true);
        git.environment().keySet().removeIf(name -> name.startsWith("GIT_")); // of a commit that runs this test
        Process process = git.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + said).isEqualTo(code);
    }

    private void executable(String file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(repository.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String file, String text) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
