package io.aro.db.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.OnPostgres;
import io.aro.db.fixture.PropertyDatabases;
import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.SqliteStorage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.PerProperty;

/**
 * Equal sequences of calls on an engine and on the model, with equal answers and equal rows at the end.
 *
 * <p>The engines therefore agree among themselves, as each answers like the model.
 */
class EnginesAgreeTest {

    /** The seed: equal for every run; a new number generates new sequences. */
    private static final String SEED = "20260302";

    static final Tally TALLY = new Tally();

    private static final Map<Engine, EngineSubject> SUBJECTS = new EnumMap<>(Engine.class);

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    @PerProperty(ReachesEverything.class)
    void sqliteAnswersAsTheModelDoes(@ForAll("sequences") Sequence sequence) {
        assertAnswersAsTheModel(Engine.SQLITE, sequence, TALLY::add);
    }

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    @OnPostgres(Engine.POSTGRES_18)
    void newestPostgresAnswersAsTheModelDoes(@ForAll("sequences") Sequence sequence) {
        assertAnswersAsTheModel(Engine.POSTGRES_18, sequence, (operation, answer) -> {});
    }

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    @OnPostgres(Engine.POSTGRES_15)
    void oldestPostgresAnswersAsTheModelDoes(@ForAll("sequences") Sequence sequence) {
        assertAnswersAsTheModel(Engine.POSTGRES_15, sequence, (operation, answer) -> {});
    }

    @Provide
    Arbitrary<Sequence> sequences() {
        return Sequences.all();
    }

    @AfterContainer
    static void closeDatabases() {
        SUBJECTS.values().forEach(EngineSubject::close);
        SUBJECTS.clear();
    }

    private static void assertAnswersAsTheModel(Engine engine, Sequence sequence, BiConsumer<Operation, String> tally) {
        List<String> expected = new Transcript(new Model(Pools.START), (operation, answer) -> {}).of(sequence);
        List<String> actual = new Transcript(subject(engine).emptied(), tally).of(sequence);

        assertThat(Difference.between(engine, expected, actual))
                .as("first difference after %s", sequence)
                .isEmpty();
    }

    private static EngineSubject subject(Engine engine) {
        return SUBJECTS.computeIfAbsent(
                engine,
                missing -> new EngineSubject(PropertyDatabases.shared()
                        .create(DatabaseSpec.of(engine).in(SqliteStorage.MEMORY))));
    }
}
