package io.fnorpa.sandbox;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the practice portals. The defaults stand in {@code application.properties}, each with its reason. */
@ConfigMapping(prefix = "sandbox")
public interface SandboxSettings {
  PortalSettings metrofiber();

  OctotelSettings octotel();

  PortalSettings openserve();

  EvotelSettings evotel();

  /** End the process when its standard input closes. */
  boolean exitOnStdinClose();

  /** File that gets the base URL once the portals listen. */
  Optional<Path> addressFile();

  /** What every portal has: one account, and the time after which an unused session ends. */
  interface PortalSettings {
    String username();

    Secret password();

    Duration sessionIdle();
  }

  /** Octotel asks for a code too and renders its grid late. */
  interface OctotelSettings extends PortalSettings {
    /** Base32 (RFC 4648), as authenticator apps take it. */
    Secret totpSecret();

    Duration totpPeriod();

    /** Further accounts, each with codes of its own; by a name that means nothing. */
    Map<String, FurtherAccount> further();

    /** How long the account stays locked after too many refused codes. */
    Duration lockDuration();

    /** How long the grid's data takes. */
    Duration gridDelay();
  }

  /** An account beside the portal's first. */
  interface FurtherAccount {
    String username();

    Secret password();

    /** Base32 (RFC 4648). */
    Secret totpSecret();
  }

  /** Evotel is slow. */
  interface EvotelSettings extends PortalSettings {
    Duration latency();
  }

  /** The accounts of a portal beside its first. */
  static Collection<FurtherAccount> further(PortalSettings portal) {
    return portal instanceof OctotelSettings octotel ? octotel.further().values() : List.of();
  }

  /** The settings that all portals share, of one of them. */
  static PortalSettings of(SandboxSettings settings, Fno fno) {
    return switch (fno) {
      case METROFIBER -> settings.metrofiber();
      case OCTOTEL -> settings.octotel();
      case OPENSERVE -> settings.openserve();
      case EVOTEL -> settings.evotel();
    };
  }
}
