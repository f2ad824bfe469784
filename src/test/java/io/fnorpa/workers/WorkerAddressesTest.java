package io.fnorpa.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerAddressesTest {

    @Test
    void aNameStandsForItsAddressesAndTwoNamesOfOneForOne() {
        WorkerAddresses addresses = new WorkerAddresses(List.of(URI.create("http://localhost:8630"), URI.create("http://127.0.0.1:8630/"), URI.create("https://127.0.0.2:8631")));

        assertThat(addresses.now()).contains(URI.create("http://127.0.0.1:8630"), URI.create("https://127.0.0.2:8631")).doesNotHaveDuplicates();
    }

    @Test
    void withTlsEachAddressCarriesTheNameThatIsVerified() {
        assertThat(new WorkerAddresses(List.of(URI.create("https://localhost:8630"))).now()).contains(URI.create("https://127.0.0.1:8630#localhost"));
    }

    @Test
    void aNameThatLeadsNowhereIsPassedOver() {
        assertThat(new WorkerAddresses(List.of(URI.create("http://no-such-worker.invalid:8630"), URI.create("http://127.0.0.1:8630"))).now())
                .containsExactly(URI.create("http://127.0.0.1:8630"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker:8630", "ftp://worker:8630", "http:///x", "http://worker:8630/path", "http://user@worker:8630", "http://worker:8630/?x=1",
        "https://worker:8630#name"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> new WorkerAddresses(List.of(URI.create(text)))).hasMessageContaining("rpa.worker.endpoint has " + text);
    }
}
