package io.fnorpa.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The images' files, read as text. */
class ImagesTest {

    private static final List<String> WITH_JAVA = List.of("browser-service/Containerfile", "src/Containerfile", "sandbox/Containerfile");

    /** An engine keeps one layer for steps that are the same word for word; else each image would bring a Java of its own. */
    @Test
    void imagesWithJavaShareTheLayerThatHasIt() {
        List<String> steps = WITH_JAVA.stream().map(ImagesTest::javaStep).distinct().toList();
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0)).contains("openjdk-17-jre-headless");
    }

    @Test
    void imagesRunAsNobodyInParticular() {
        Stream.concat(WITH_JAVA.stream(), Stream.of("kubernetes/valkey/Containerfile")).forEach(file -> assertThat(text(file)).as(file).contains("\nUSER 1001:0\n"));
    }

    private static String javaStep(String file) {
        String text = text(file);
        int begin = text.indexOf("AS java\n");
        assertThat(begin).as(file + " has a stage java").isPositive();
        return text.substring(begin, text.indexOf("\nFROM ", begin)).strip().lines().takeWhile(line -> !line.isEmpty()).toList().toString();
    }

    private static String text(String file) {
        try {
            return Files.readString(Overlay.file(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
