package io.fnorpa.rig.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    @TempDir
    Path folder;

    @Test
    void isUsedByOneDemoAtATime() {
        try (DemoFolder first = DemoFolder.take(folder)) {
            assertThatThrownBy(() -> DemoFolder.take(folder)).hasMessageContaining("Another demo is running on " + folder);
        }
        DemoFolder.take(folder).close();
    }
}
