package io.fnorpa.browser.service.session;

import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.egress.EgressRules;
import io.fnorpa.browser.service.secrets.SecretFinder;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.fnorpa.browser.service.settings.Places;
import io.fnorpa.token.VerifiedToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a session request asks for, checked and bounded.
 *
 * @param rules     where its pages may come from
 * @param idleLimit closed after so long without a command
 * @param expiresAt the earliest of: the deadline asked for, the token's expiry, the longest life of a session
 */
record SessionWishes(EgressRules rules, Duration idleLimit, Instant expiresAt) {

    private static final int MOST_HOSTS = 100;
    private static final int MOST_CREDENTIALS = 50;
    private static final int LONGEST_CREDENTIAL = 4096;

    static SessionWishes of(SessionRequest request, VerifiedToken token, BrowserSettings settings, Instant now) {
        places(request);
        credentials(request);
        return new SessionWishes(rules(request), idle(request, settings), deadline(request, token, settings, now));
    }

    private static EgressRules rules(SessionRequest request) {
        URI base = request.baseUrl();
        if (base == null || base.getHost() == null || !List.of("http", "https").contains(String.valueOf(base.getScheme()))) {
            throw ProblemException.invalid("Field 'base_url' must be an absolute http or https address");
        }
        List<String> hosts = request.allowedHosts() == null ? List.of() : request.allowedHosts();
        if (hosts.size() > MOST_HOSTS || hosts.stream().anyMatch(host -> host == null)) {
            throw ProblemException.invalid("Field 'allowed_hosts' must hold at most " + MOST_HOSTS + " hosts");
        }
        try {
            return EgressRules.of(base, hosts);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("Field 'allowed_hosts': " + e.getMessage());
        }
    }

    private static Duration idle(SessionRequest request, BrowserSettings settings) {
        if (request.idleTimeoutSeconds() == null) {
            return settings.sessionIdle();
        }
        Duration idle = Duration.ofSeconds(request.idleTimeoutSeconds());
        if (idle.isNegative() || idle.isZero() || idle.compareTo(settings.sessionDeadlineMax()) > 0) {
            throw ProblemException.invalid("Field 'idle_timeout_seconds' must be from 1 to " + settings.sessionDeadlineMax().toSeconds());
        }
        return idle;
    }

    private static Instant deadline(SessionRequest request, VerifiedToken token, BrowserSettings settings, Instant now) {
        if (request.deadline() != null && !request.deadline().isAfter(now)) {
            throw ProblemException.invalid("Field 'deadline' is " + request.deadline() + ", which has passed");
        }
        return Stream.of(request.deadline(), token.expiry(), now.plus(settings.sessionDeadlineMax()))
                .filter(instant -> instant != null)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static void places(SessionRequest request) {
        if (request.locale() != null && !Places.isLocale(request.locale())) {
            throw ProblemException.invalid("Field 'locale' must be a language tag such as en-ZA");
        }
        if (request.timeZone() != null && !Places.isTimeZone(request.timeZone())) {
            throw ProblemException.invalid("Field 'time_zone' must be the name of a time zone such as Africa/Johannesburg");
        }
        SavedLogin.check(request.storageState());
    }

    private static void credentials(SessionRequest request) {
        if (request.credentials() == null) {
            return;
        }
        if (request.credentials().size() > MOST_CREDENTIALS) {
            throw ProblemException.invalid("Field 'credentials' has more than " + MOST_CREDENTIALS + " entries");
        }
        request.credentials().forEach((name, secret) -> {
            if (secret == null || secret.length() == 0 || secret.length() > LONGEST_CREDENTIAL) {
                throw ProblemException.invalid("Credential '" + name + "' must have " + SecretFinder.SHORTEST + " to " + LONGEST_CREDENTIAL + " characters");
            }
            if (!SecretFinder.isLongEnough(secret)) {
                throw ProblemException.invalid("Credential '" + name + "' must have at least " + SecretFinder.SHORTEST + " characters, blanks at its"
                        + " ends and in a row not counted: a shorter one could not be told from other text, and would be shown");
            }
        });
    }
}
