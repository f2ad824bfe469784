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

    /** Sets the headers of {@code claim-job.sql} and {@code take-over-job.sql}: id, instance, leaseToken, leaseSeconds. */
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

    /** Puts a claimed row, with its lease's token and its account, on the list. */
    public void add(
            @Body Map<String, Object> row,
            @Header("leaseToken") String leaseToken,
            @Header("account") String account,
            @ExchangeProperty("claimed") List<Map<String, Object>> claimed) {
        Map<String, Object> held = new HashMap<>(row);
        held.put("LEASE_TOKEN", leaseToken);
        held.put("ACCOUNT", account);
        claimed.add(held);
    }
}
