package io.fnorpa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {
  @Test
  void theDefaultsAreRight() {
    assertThatCode(() -> new SettingsCheck(settings(Map.of())).check()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
      "sandbox.metrofiber.session-idle, 0s", "sandbox.octotel.totp-period, 500ms",
      "sandbox.octotel.lock-duration, 0s", "sandbox.octotel.totp-secret, not-base32-not-at-all"})
  void aWrongSettingIsNamed(String key, String value) {
    assertThatThrownBy(() -> new SettingsCheck(settings(Map.of(key, value))).check())
        .hasMessageContaining(key).hasMessageContaining("right would be");
  }

  @Test
  void aWrongSecretIsNotShown() {
    assertThatThrownBy(() -> new SettingsCheck(settings(Map.of("sandbox.octotel.totp-secret", "leak-me-not"))).check())
        .hasMessageNotContaining("leak-me-not");
  }

  @Test
  void aSecretsTextShowsNothing() {
    assertThat(Secret.of("practice-x")).hasToString("(secret)");
  }

  private static SandboxSettings settings(Map<String, String> overrides) throws IOException {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(SandboxSettings.class)
        .withSources(new PropertiesConfigSource(SettingsCheckTest.class.getResource("/application.properties"), 100))
        .withSources(new PropertiesConfigSource(overrides, "overrides", 200))
        .build().getConfigMapping(SandboxSettings.class);
  }
}
