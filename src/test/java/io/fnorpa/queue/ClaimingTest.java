package io.fnorpa.queue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A claim by {@code claim-lane} on a real database, asked for by the test alone: the claimer itself rests, and nothing runs. */
abstract class ClaimingTest {

    static final String FNO = "southfibre";
    private static final int CONCURRENCY = 2;
    /** Who asks stops first: a queue that is asked again and again is never empty. */
    private static final List<String> CLAIMER = List.of("claim-on-timer", "claim-jobs", "recover-lost-jobs");

    @Inject
    CamelContext camel;
    @Inject
    ProducerTemplate routes;
    @Inject
    Fairness fair;
    @Inject
    @Named("jobs")
    DataSource database;

    @BeforeEach
    void rest() throws Exception {
        // Started once the schema is there, in this order; stopped before, it would start again.
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> camel.getRouteController().getRouteStatus("count-waiting").isStarted());
        for (String route : CLAIMER) {
            camel.getRouteController().stopRoute(route, 10, TimeUnit.SECONDS);
        }
        // Also what other tests have left there.
        update("update job set state = 'CANCELLED' where provider in ('northfibre', '" + FNO + "') and state in ('PENDING', 'CLAIMED', 'RUNNING')");
        update("update lane set state = 'FLOWING', closed_until = null, concurrency = " + CONCURRENCY + " where provider = '" + FNO + "'");
    }

    @AfterEach
    void goOn() throws Exception {
        update("update job set state = 'CANCELLED' where provider in ('northfibre', 'quietfibre', '" + FNO + "') and state in ('PENDING', 'CLAIMED', 'RUNNING')");
        update("update lane set state = 'FLOWING', closed_until = null where provider = '" + FNO + "'");
        for (String route : CLAIMER) {
            camel.getRouteController().startRoute(route);
        }
    }

    void inPlaceOf(String route, Processor other, ThrowingRunnable meanwhile) throws Exception {
        camel.getRouteController().stopRoute(route);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + route).routeId("in-place-of-" + route).process(other);
            }
        });
        try {
            meanwhile.run();
        } finally {
            camel.getRouteController().stopRoute("in-place-of-" + route);
            camel.removeRoute("in-place-of-" + route);
            camel.getRouteController().startRoute(route);
        }
    }

    interface ThrowingRunnable {
        void run() throws Exception;
    }

    List<Long> claim() {
        return claim(FNO);
    }

    /** As one round of {@code claim-jobs} that has this lane alone; ids in the order of the queue. */
    List<Long> claim(String fno) {
        List<Long> ids = claimedRows(fno).stream().map(row -> ((Number) row.get("ID")).longValue()).toList();
        return ids.stream().sorted((one, other) -> Long.compare(place(one), place(other))).toList();
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> claimedRows(String fno) {
        Exchange round = routes.request("direct:claim-lane", exchange -> {
            exchange.setProperty(Exchange.SPLIT_SIZE, 1);
            exchange.setProperty(Exchange.SPLIT_INDEX, 0);
            exchange.setProperty("share", fair.share(1, 0));
            exchange.getMessage().setBody(Map.of("PROVIDER", fno, "TIME_HAS_COME", 1));
        });
        assertThat(round.getException()).isNull();
        return round.getMessage().getBody(List.class);
    }

    long place(long id) {
        return number("select count(*) from job j where j.queue_key < (select k.queue_key from job k where k.id = " + id + ")");
    }

    long insert(int priority, int minutesAgo) {
        return insert(FNO, priority, minutesAgo);
    }

    long insert(String fno, int priority, int minutesAgo) {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement("insert into job"
                + " (provider, type, priority, submitted_at) values (?, 'check', ?, systimestamp - cast(? as number(9)) * interval '1' minute)",
                new String[] {"ID"})) {
            insert.setString(1, fno);
            insert.setInt(2, priority);
            insert.setInt(3, minutesAgo);
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                key.next();
                return key.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void update(String statement) {
        try (Connection connection = database.getConnection(); PreparedStatement update = connection.prepareStatement(statement)) {
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    long number(String query) {
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(query);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
