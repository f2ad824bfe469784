package io.fnorpa.browser.service.firefox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the caches come into a profile; that a real Firefox takes them is shown by PackagedServiceIT. */
class FirefoxCachesTest {

    @TempDir
    Path folder;

    @Test
    void linksTheCachesIntoAProfileAndCopiesWhatFirefoxComparesOrWrites() throws Exception {
        Path caches = Files.createDirectories(folder.resolve("it's here/startupCache")).getParent();
        Files.writeString(caches.resolve("compatibility.ini"), "[Compatibility]");
        Files.writeString(caches.resolve("startupCache/scriptCache-current.bin"), "scripts");
        Files.writeString(caches.resolve("startupCache/startupCache.8.little"), "windows");
        Files.writeString(caches.resolve("startupCache/cookies.sqlite"), "nothing of ours");
        Path profile = Files.createDirectory(folder.resolve("profile"));

        assertThat(run("profile='" + profile + "'; " + new FirefoxCaches(caches).linking())).isZero();

        assertThat(profile.resolve("compatibility.ini")).isRegularFile();
        assertThat(profile.resolve("startupCache/scriptCache-current.bin")).isSymbolicLink().hasContent("scripts");
        assertThat(profile.resolve("startupCache/startupCache.8.little")).as("Firefox writes to it").isRegularFile().hasContent("windows");
        assertThat(Files.isSymbolicLink(profile.resolve("startupCache/startupCache.8.little"))).isFalse();
        assertThat(profile.resolve("startupCache/cookies.sqlite")).doesNotExist();
    }

    @Test
    void aFolderWithoutCachesIsTrouble() throws IOException {
        assertThat(new FirefoxCaches(folder).trouble()).isPresent();

        Files.writeString(folder.resolve("compatibility.ini"), "[Compatibility]");
        assertThat(new FirefoxCaches(folder).trouble()).isPresent();
    }

    private static int run(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start();
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return shell.exitValue();
    }
}
