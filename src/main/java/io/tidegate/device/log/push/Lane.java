package io.tidegate.device.log.push;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pushes of one workspace in their order. While one transaction is under way the others wait here, where they take
 * neither a connection nor a lock, and then share the next one; who comes first of them has it run.
 */
final class Lane {
    /** Of one transaction, which takes some 20 ms then: those who watch wait no longer, and other workspaces have turns. */
    static final int MOST_OPS = 500;

    private final Consumer<List<Ticket>> taking;
    private final Deque<Ticket> waiting = new ArrayDeque<>();
    private boolean busy;

    /** @param taking takes pushes in one transaction, tells each what became of it, and throws nothing */
    Lane(Consumer<List<Ticket>> taking) {
        this.taking = taking;
    }

    void add(Ticket ticket) {
        synchronized (this) {
            waiting.add(ticket);
            if (busy) {
                return;
            }
            busy = true;
        }
        appoint();
    }

    /** Has the next transaction run by whoever is the first of it. */
    private void appoint() {
        for (Ticket first = first(); first != null; first = first()) {
            try {
                first.turns().execute(this::run);
                return;
            } catch (RuntimeException e) {
                // its executor ended: the others go on without it
                first.fail(e);
            }
        }
    }

    private synchronized @Nullable Ticket first() {
        while (!waiting.isEmpty() && waiting.element().result().isDone()) {
            waiting.remove();
        }
        busy = !waiting.isEmpty();
        return waiting.peek();
    }

    private void run() {
        try {
            List<Ticket> next = next();
            if (!next.isEmpty()) {
                taking.accept(next);
            }
        } finally {
            appoint();
        }
    }

    private synchronized List<Ticket> next() {
        List<Ticket> next = new ArrayList<>();
        int ops = 0;
        while (!waiting.isEmpty()) {
            Ticket ticket = waiting.element();
            if (ops > 0 && ops + ticket.ops() > MOST_OPS) {
                break;
            }
            waiting.remove();
            if (!ticket.result().isDone()) {
                next.add(ticket);
                ops += ticket.ops();
            }
        }
        return next;
    }
}
