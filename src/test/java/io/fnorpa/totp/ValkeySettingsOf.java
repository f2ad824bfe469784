package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an installation may say under {@code rpa.valkey}. */
record ValkeySettingsOf(Mode mode, List<URI> url, Optional<String> masterName) implements PlatformConfig.Valkey {

    static ValkeySettingsOf of(Mode mode, String addresses, String masterName) {
        return new ValkeySettingsOf(mode, Stream.of(addresses.split(",")).map(URI::create).toList(), Optional.ofNullable(masterName));
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(2);
    }
}
