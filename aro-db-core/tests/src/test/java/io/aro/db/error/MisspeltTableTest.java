package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.BothEngines;
import java.util.Locale;
import org.jooq.impl.DSL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages with the nearest name for a misspelt table. */
@BothEngines
class MisspeltTableTest {

    private final AroDatabase db;

    MisspeltTableTest(AroDatabase db) {
        this.db = db;
    }

    @ParameterizedTest
    @CsvSource({
        "custmers,customers",
        "Customer,customers",
        "apointments,appointments",
        "reminder_log,reminder_logs",
        "business_configs,business_config"
    })
    void misspeltTableIsCorrected(String misspelt, String meant) {
        String sentence = String.format(Locale.ROOT, "There is no table %s; did you mean %s?", misspelt, meant);

        assertThatThrownBy(() -> db.session()
                        .read(dsl ->
                                dsl.selectFrom(DSL.table(DSL.name(misspelt))).fetch()))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> db.session()
                        .write(dsl -> dsl.deleteFrom(DSL.table(DSL.name(misspelt)))
                                .where(DSL.trueCondition())
                                .execute()))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(sentence);
    }
}
