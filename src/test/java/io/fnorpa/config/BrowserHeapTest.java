package io.fnorpa.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserHeapTest {

    @ParameterizedTest
    @ValueSource(strings = {"152m", "192m", "192M", "1g", "155648k", "201326592"})
    void whatTheBrowserServiceCanStartWith(String heap) {
        assertThat(BrowserHeap.isEnough(heap)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"151m", "128m", "192", "", "much", "192mb", "-192m", "192 m", "1t"})
    void whatItCannot(String heap) {
        assertThat(BrowserHeap.isEnough(heap)).isFalse();
    }
}
