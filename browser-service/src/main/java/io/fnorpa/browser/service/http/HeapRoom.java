package io.fnorpa.browser.service.http;

import io.fnorpa.browser.Command;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.settings.Heap;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;

/**
 * The heap that large bodies and large answers under way may take together. Whoever finds no room is told so
 * ({@code capacity}); without it a few large ones at a time would end the process. What a request took is given back
 * when its answer is sent, or its client is gone.
 */
@ApplicationScoped
public class HeapRoom {

    private static final long SMALL = 64 * 1024;
    private static final int UNIT = 1024;
    private static final int PATIENCE_SECONDS = 10;
    private static final String LEASE = HeapRoom.class.getName();

    private final Semaphore bodies;
    private final Semaphore answers;
    private final long mostAnswered;

    HeapRoom() {
        Heap heap = Heap.ofThisProcess();
        this.bodies = new Semaphore(units(heap.forBodies()), true);
        this.mostAnswered = heap.answeredCharacters();
        this.answers = new Semaphore(units(mostAnswered), true);
    }

    /** What a request takes of the room, given back at its end. The user must be known. */
    Lease open(RoutingContext request) {
        Lease lease = new Lease();
        request.user().attributes().put(LEASE, lease);
        request.addEndHandler(ended -> {
            lease.giveBack();
            if (!request.response().ended()) {
                lease.whenGone.run();
            }
        });
        return lease;
    }

    static Lease of(Exchange exchange) {
        return (Lease) exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, User.class).attributes().getValue(LEASE);
    }

    private static int units(long size) {
        return (int) Math.min(Integer.MAX_VALUE, size / UNIT);
    }

    /** What one request has taken. */
    final class Lease {

        private int ofBodies;
        private int ofAnswers;
        private boolean isOver;
        private volatile Runnable whenGone = () -> {};

        /** For its body. False if there is no room now. */
        synchronized boolean takeForBody(long bytes) {
            int wanted = bytes <= SMALL ? 0 : units(bytes * Heap.COPIES_OF_A_BODY);
            if (isOver || !bodies.tryAcquire(wanted)) {
                return false;
            }
            ofBodies += wanted;
            return true;
        }

        /**
         * For the answer of a command that was done. Waits for others' answers to be sent.
         *
         * @throws ProblemException if there was no room all the while
         */
        void takeForAnswer(Command command, long characters) {
            int wanted = characters <= SMALL ? 0 : units(Math.min(characters, mostAnswered));
            try {
                if (!answers.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw ProblemException.of(ProblemKind.CAPACITY, "The command was done, but other large answers are being sent and there"
                            + " is no room for this one; send it again with the same id to get it").inCommand(command.id());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ProblemException.of(ProblemKind.SHUTTING_DOWN, "The service is shutting down").inCommand(command.id());
            }
            keep(wanted);
        }

        /** What is to be done if the client hangs up before it has its answer. */
        void whenGone(Runnable newWhenGone) {
            whenGone = newWhenGone;
        }

        private synchronized void keep(int taken) {
            if (isOver) { // the client is gone
                answers.release(taken);
            } else {
                ofAnswers += taken;
            }
        }

        private synchronized void giveBack() {
            isOver = true;
            bodies.release(ofBodies);
            answers.release(ofAnswers);
            ofBodies = 0;
            ofAnswers = 0;
        }
    }
}
