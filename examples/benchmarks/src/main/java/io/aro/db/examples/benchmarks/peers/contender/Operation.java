package io.aro.db.examples.benchmarks.peers.contender;

/** A compared operation. */
public enum Operation {
    FIND_BY_ID("a", "find by id"),
    FIND_BY_PHONE("b", "find by phone"),
    UPSERT_EXISTING("c", "upsert, existing"),
    UPSERT_NEW("c", "upsert, new"),
    UPCOMING("d", "upcoming 50"),
    PAGE("e", "page of 100 in the middle"),
    CONFIRM("f", "status change"),
    BATCH("g", "batch of 1,000"),
    STREAM("h", "stream of 100,000"),
    WEBHOOK("i", "webhook, first"),
    REPLAY("i", "webhook, replay"),
    EVENTS("k", "events of an entity"),
    CLAIM("l", "claim and complete a key");

    private final String letter;
    private final String title;

    Operation(String letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    /** Returns the letter, by which a run selects operations. */
    public String letter() {
        return letter;
    }

    /** Returns the title in reports. */
    public String title() {
        return title;
    }

    /** Returns whether the operation runs through much code, which needs a longer warm-up. */
    public boolean isCompound() {
        return switch (this) {
            case UPCOMING, PAGE, CONFIRM, WEBHOOK, REPLAY, CLAIM -> true;
            case FIND_BY_ID, FIND_BY_PHONE, UPSERT_EXISTING, UPSERT_NEW, BATCH, STREAM, EVENTS -> false;
        };
    }

    /** Returns the maximum number of runs in one batch. */
    public int mostPerBatch() {
        return switch (this) {
            case STREAM -> 1;
            case BATCH -> 2;
            case CONFIRM -> 250;
            default -> 100_000;
        };
    }
}
