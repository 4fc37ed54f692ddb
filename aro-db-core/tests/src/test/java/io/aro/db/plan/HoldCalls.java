package io.aro.db.plan;

import static io.aro.db.fixture.LargeTables.id;
import static io.aro.db.plan.Call.finds;

import io.aro.db.event.Actor;
import io.aro.db.hold.LegalHoldRepository;
import java.util.stream.Stream;

/** The calls of {@link LegalHoldRepository}. */
final class HoldCalls {

    private static final String TYPE = LegalHoldRepository.class.getSimpleName();
    private static final String KEY = "(pk|sqlite_autoindex)_legal_holds\\w*";

    private static final Actor COUNSEL = Actor.admin("counsel");

    private HoldCalls() {}

    static Stream<Call> all() {
        return Stream.of(
                finds(
                        TYPE + ".create(UUID, String, Actor)",
                        KEY,
                        db -> db.legalHolds().create(id(41), "case 7", COUNSEL)),
                finds(TYPE + ".findAll(UUID, int)", KEY, db -> db.legalHolds().findAll(id(40), 10)),
                finds(TYPE + ".find(UUID)", KEY, db -> db.legalHolds().find(id(41))),
                finds(TYPE + ".requireFree(UUID)", KEY, db -> db.legalHolds().requireFree(id(42))),
                finds(TYPE + ".lift(UUID, Actor)", KEY, db -> db.legalHolds().lift(id(41), COUNSEL)));
    }
}
