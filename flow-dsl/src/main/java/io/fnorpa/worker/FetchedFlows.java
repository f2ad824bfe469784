package io.fnorpa.worker;

import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.ticket.FlowFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of flows that this worker was asked for lately, each built once. A version never changes, so that what is
 * here needs no asking; of more than {@value #MOST} the one that was used longest ago is stopped, when its last job has left.
 */
final class FetchedFlows implements AutoCloseable {

    static final int MOST = 24;

    private static final Logger LOG = LoggerFactory.getLogger(FetchedFlows.class);

    private final Map<String, CompletableFuture<FlowContext>> versions = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param fetch gets the files; called by the first who wants this version, while others wait for it
     * @throws RuntimeException what fetch threw, or {@link io.fnorpa.flow.runtime.FlowRefusedException}; the next one tries again
     */
    FlowContext get(String fno, String version, Supplier<FlowFiles> fetch) {
        String key = fno + "@" + version;
        CompletableFuture<FlowContext> mine = new CompletableFuture<>();
        CompletableFuture<FlowContext> known;
        synchronized (versions) {
            known = versions.putIfAbsent(key, mine);
        }
        if (known == null) {
            build(key, version, fetch, mine);
            dropEldest();
            known = mine;
        }
        try {
            return known.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void build(String key, String version, Supplier<FlowFiles> fetch, CompletableFuture<FlowContext> building) {
        try {
            FlowFiles files = fetch.get();
            if (!files.version().equals(version)) {
                throw new IllegalStateException("The orchestrator sent flows " + files.version() + " where " + version + " was asked for");
            }
            building.complete(FlowContext.of(files));
            LOG.info("Flows {} were fetched", key);
        } catch (RuntimeException e) {
            synchronized (versions) {
                versions.remove(key, building);
            }
            building.completeExceptionally(e);
        }
    }

    private void dropEldest() {
        CompletableFuture<FlowContext> eldest = null;
        synchronized (versions) {
            if (versions.size() > MOST) {
                String key = versions.keySet().iterator().next();
                eldest = versions.remove(key);
            }
        }
        if (eldest != null) {
            eldest.thenAccept(FetchedFlows::closeBeside);
        }
    }

    private static void closeBeside(FlowContext context) {
        Thread closing = new Thread(context::close, "flows-" + context + "-end");
        closing.setDaemon(true);
        closing.start();
    }

    @Override
    public void close() {
        synchronized (versions) {
            versions.values().forEach(version -> version.thenAccept(FlowContext::close));
            versions.clear();
        }
    }
}
