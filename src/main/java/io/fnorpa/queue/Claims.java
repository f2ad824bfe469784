package io.fnorpa.queue;

import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Headers;

/** Leases for rows that are about to be claimed or taken over, and the list of those that were. */
@ApplicationScoped
@Named("claims")
public class Claims {

    private final PlatformConfig config;
    private final InstanceName instance;

    Claims(PlatformConfig config, InstanceName instance) {
        this.config = config;
        this.instance = instance;
    }

    /** A list for what will be claimed. */
    public List<Map<String, Object>> none() {
        return new ArrayList<>();
    }

    /**
     * Sets the headers of {@code claim-jobs.sql}: ids, instance, claimToken, leaseSeconds.
     *
     * @return the rows, each with its own lease's token, as the statement makes it
     */
    public List<Map<String, Object>> newLeases(@Body List<Map<String, Object>> rows, @Headers Map<String, Object> headers) {
        String claim = newClaimToken();
        headers.put("ids", rows.stream().map(row -> row.get("ID")).toList());
        headers.put("instance", instance.name());
        headers.put("claimToken", claim);
        leaseSeconds(headers);
        return rows.stream().map(row -> held(row, claim + "-" + row.get("ID"))).toList();
    }

    private static Map<String, Object> held(Map<String, Object> row, String leaseToken) {
        Map<String, Object> held = new HashMap<>(row);
        held.put("LEASE_TOKEN", leaseToken);
        return held;
    }

    /** So long that with a hyphen and a job's number, of 19 digits at most, it fits into the column. */
    private static String newClaimToken() {
        return String.format("%016x", UUID.randomUUID().getMostSignificantBits());
    }

    /** Sets the headers of {@code take-over-job.sql}: id, instance, leaseToken, leaseSeconds. */
    public void newLease(@Body Map<String, Object> row, @Headers Map<String, Object> headers) {
        headers.put("id", row.get("ID"));
        headers.put("instance", instance.name());
        headers.put("leaseToken", UUID.randomUUID().toString());
        leaseSeconds(headers);
    }

    /** Sets header leaseSeconds. */
    public void leaseSeconds(@Headers Map<String, Object> headers) {
        headers.put("leaseSeconds", config.lease().duration().toSeconds());
    }

    /** Puts a row that was taken over, with its new lease's token, on the list. */
    public void add(
            @Body Map<String, Object> row,
            @Header("leaseToken") String leaseToken,
            @ExchangeProperty("claimed") List<Map<String, Object>> claimed) {
        claimed.add(held(row, leaseToken));
    }

    /** Puts the rows of a batch, each with its lease's token and its account, on the list. */
    public void addAll(
            @ExchangeProperty("batch") List<Map<String, Object>> batch,
            @ExchangeProperty("claimed") List<Map<String, Object>> claimed) {
        claimed.addAll(batch);
    }
}
