package io.fnorpa.sandbox.octotel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBasedCodesTest {
  private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest(name = "at {0} s")
  @CsvSource({
      "59, 94287082", "1111111109, 07081804", "1111111111, 14050471",
      "1234567890, 89005924", "2000000000, 69279037", "20000000000, 65353130"})
  void givesTheCodesOfRfc6238AppendixB(long seconds, String code) {
    TimeBasedCodes codes = new TimeBasedCodes(KEY, Duration.ofSeconds(30), 8);

    assertThat(codes.code(codes.stepAt(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
  }

  @Test
  void sixDigitsAreTheLastOnes() {
    TimeBasedCodes codes = new TimeBasedCodes(KEY, Duration.ofSeconds(30), 6);

    assertThat(codes.code(1)).isEqualTo("287082");
  }

  @Test
  void aShorterPeriodHasMoreSteps() {
    TimeBasedCodes codes = new TimeBasedCodes(KEY, Duration.ofSeconds(2), 6);

    assertThat(codes.stepAt(Instant.ofEpochSecond(59))).isEqualTo(29);
  }

  @Test
  void readsKeysAsAuthenticatorAppsShowThem() {
    assertThat(Base32.decode("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")).isEqualTo(KEY);
    assertThat(Base32.decode("gezdgnbvgy3tqojqgezdgnbvgy3tqojq====")).isEqualTo(KEY);
  }

  @Test
  void refusesWhatIsNoKeyWithoutShowingIt() {
    assertThatThrownBy(() -> Base32.decode("GEZDGNBVGY3TQOJ1")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("GEZDGNBV");
    assertThatThrownBy(() -> Base32.decode("GEZDGNBV")).isInstanceOf(IllegalArgumentException.class);
  }
}
