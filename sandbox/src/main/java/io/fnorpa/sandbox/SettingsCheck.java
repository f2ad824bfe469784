package io.fnorpa.sandbox;

import io.fnorpa.sandbox.octotel.Base32;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Refuses wrong settings at start, with key, value and what would be right. Secrets are named, never shown. */
@ApplicationScoped
public class SettingsCheck {
  private final SandboxSettings settings;

  SettingsCheck(SandboxSettings settings) {
    this.settings = settings;
  }

  void onStart(@Observes @Priority(1) StartupEvent event) {
    check();
  }

  void check() {
    for (Fno fno : Fno.values()) {
      checkPortal("sandbox." + fno.id(), SandboxSettings.of(settings, fno));
    }
    checkOctotel(settings.octotel());
    notNegative("sandbox.evotel.latency", settings.evotel().latency());
  }

  private void checkPortal(String prefix, SandboxSettings.PortalSettings portal) {
    if (portal.password().reveal().isBlank()) {
      throw new WrongSetting(prefix + ".password", "(empty)", "the password of the practice account");
    }
    positive(prefix + ".session-idle", portal.sessionIdle());
  }

  private void checkOctotel(SandboxSettings.OctotelSettings octotel) {
    base32("sandbox.octotel.totp-secret", octotel.totpSecret());
    octotel.further().forEach((name, account) -> base32("sandbox.octotel.further." + name + ".totp-secret", account.totpSecret()));
    if (octotel.totpPeriod().toSeconds() < 1 || octotel.totpPeriod().toNanosPart() != 0) {
      throw new WrongSetting("sandbox.octotel.totp-period", octotel.totpPeriod(), "whole seconds, such as 30s");
    }
    positive("sandbox.octotel.lock-duration", octotel.lockDuration());
    notNegative("sandbox.octotel.grid-delay", octotel.gridDelay());
  }

  private static void base32(String key, Secret secret) {
    try {
      Base32.decode(secret.reveal());
    } catch (IllegalArgumentException e) {
      throw new WrongSetting(key, "(secret)", "base32: letters A-Z and digits 2-7, at least 16 of them");
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new WrongSetting(key, value, "a time greater than zero, such as 15m");
    }
  }

  private static void notNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw new WrongSetting(key, value, "zero or more, such as 700ms");
    }
  }

  /** Ends the start. */
  public static final class WrongSetting extends IllegalArgumentException {
    WrongSetting(String key, Object value, String right) {
      super(key + " is " + value + "; right would be " + right + ".");
    }
  }
}
