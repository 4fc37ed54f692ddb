package io.aro.db.testkit.interleaving;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A session of an {@link Interleaving}, with at most one transaction at a time. Its steps run in sequence. */
public final class Player implements AutoCloseable {

    private final String name;
    private final AroDatabase db;
    private final LockWatch watch;
    private @Nullable Act act;

    Player(String name, TestDatabase database, LockWatch watch) {
        this.name = name;
        this.watch = watch;
        this.db = database.open(watch);
    }

    /**
     * Begins a transaction and waits for the start.
     *
     * @throws AssertionError if the start takes longer than a minute, as for a second writer on SQLite
     */
    public void begin() {
        startToBegin().assertDone();
    }

    /** Begins a transaction without waiting for the start. */
    public Step startToBegin() {
        if (act != null && !act.ended.isOver()) {
            throw new IllegalStateException(name + " is in a transaction already; end it first.");
        }
        Act begun = new Act();
        act = begun;
        Thread.ofPlatform().daemon().name("player " + name).start(begun::play);
        return begun.begun;
    }

    /** Runs the work in the transaction and waits for the end, up to a minute. */
    public <X extends Exception> void run(Work<X> work) {
        start(work).assertDone();
    }

    /** Starts the work in the transaction without waiting for the end. */
    public <X extends Exception> Step start(Work<X> work) {
        Step step = new Step(name + " works", watch);
        current().orders.add(new Order(work, step, End.NONE));
        return step;
    }

    /** Commits and waits for the result, up to a minute. */
    public void commit() {
        startToCommit().assertDone();
    }

    /** Starts a commit without waiting for the result. */
    public Step startToCommit() {
        return end(End.COMMIT);
    }

    /** Rolls back and waits for the result, up to a minute. */
    public void rollback() {
        end(End.ROLLBACK).assertDone();
    }

    private Step end(End end) {
        Act open = current();
        act = null;
        open.orders.add(new Order(tx -> {}, open.ended, end));
        return open.ended;
    }

    private Act current() {
        Act open = act;
        if (open == null) {
            throw new IllegalStateException(name + " is in no transaction; begin one.");
        }
        return open;
    }

    @Override
    public void close() {
        if (act != null) {
            end(End.ROLLBACK).await();
        }
        db.close();
    }

    /**
     * The work of a session in its transaction.
     *
     * @param <X> the type of its exceptions
     */
    @FunctionalInterface
    public interface Work<X extends Exception> {

        /** Runs the work. */
        void run(Transaction tx) throws X;
    }

    /** A transaction on a separate thread. */
    private final class Act {
        private final Step begun = new Step(name + " begins", watch);
        private final Step ended = new Step(name + " ends", watch);
        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

        private void play() {
            try {
                db.useTransaction(tx -> {
                    begun.done();
                    follow(tx);
                });
                ended.done();
            } catch (RolledBack wanted) {
                ended.done();
            } catch (Exception | Error failure) {
                begun.failed(failure);
                ended.failed(failure);
            }
        }

        private void follow(Transaction tx) throws Exception {
            for (Order order = orders.take(); order.end() != End.COMMIT; order = orders.take()) {
                if (order.end() == End.ROLLBACK) {
                    throw new RolledBack();
                }
                try {
                    order.work().run(tx);
                    order.step().done();
                } catch (Exception | Error failure) {
                    order.step().failed(failure);
                    throw failure;
                }
            }
        }
    }

    /** The action after the work of a step. */
    private enum End {
        NONE,
        COMMIT,
        ROLLBACK
    }

    /** Work for the thread of a session. */
    private record Order(Work<?> work, Step step, End end) {}

    /** Thrown to leave the transaction with a rollback. */
    private static final class RolledBack extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
