package io.fnorpa.api;

import io.fnorpa.account.PortalAccount;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.fnorpa.totp.TotpAccount;
import io.fnorpa.totp.TotpManager;
import io.fnorpa.totp.TotpUsage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** Shows how the one-time codes of one day fared, account by account; all instances count together. */
@ApplicationScoped
@Named("totpAnswers")
public class TotpAnswers {

    private static final int OK = 200;
    private static final int LONGEST_NAME = 40;

    private final Flows flows;
    private final TotpManager manager;
    private final Clock clock;

    TotpAnswers(Flows flows, TotpManager manager, Clock clock) {
        this.flows = flows;
        this.manager = manager;
        this.clock = clock;
    }

    /** @throws ApiRefusal a filter is wrong, or the store of the figures is away */
    public void usage(Exchange exchange) {
        QueryFields query = QueryFields.of(exchange);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate date = query.date("date", today);
        String provider = query.text("provider", LONGEST_NAME);
        query.end();
        List<FnoSettings> asked = provider == null ? withCodes() : List.of(one(provider));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("date", date.toString());
        answer.put("metrics", asked.stream()
                .flatMap(fno -> PortalAccount.of(fno).stream().map(account -> view(fno, account, date))).toList());
        Answer.send(exchange, OK, answer);
    }

    private List<FnoSettings> withCodes() {
        return flows.allSettings().stream().filter(fno -> fno.totp().isPresent()).toList();
    }

    private FnoSettings one(String provider) {
        return flows.settings(provider).filter(fno -> fno.totp().isPresent()).orElseThrow(() -> ApiRefusal.invalid("provider",
                "must be an FNO with codes (" + withCodes().stream().map(FnoSettings::fno).collect(Collectors.joining(", ")) + "), not '" + provider + "'"));
    }

    private Map<String, Object> view(FnoSettings fno, PortalAccount account, LocalDate date) {
        TotpUsage usage = usage(TotpAccount.of(fno, account).name(), date);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("provider", account.provider());
        view.put("account", account.name());
        view.put("codes_generated", usage.codesGenerated());
        view.put("codes_consumed", usage.codesConsumed());
        view.put("successful_auths", usage.successfulAuths());
        view.put("success_rate", usage.successRate());
        return view;
    }

    private TotpUsage usage(String account, LocalDate date) {
        try {
            return manager.getTotpUsageMetrics(account, date);
        } catch (TotpUnavailableException e) {
            throw ApiRefusal.of(ApiProblemKind.UNAVAILABLE, e.getMessage());
        }
    }
}
