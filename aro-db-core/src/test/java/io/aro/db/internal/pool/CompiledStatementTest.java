package io.aro.db.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of statements to use again. */
class CompiledStatementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select `t`.`id` from `t` where `t`.`id` = ?",
                "SELECT count(*) FROM t",
                "select a * b, (a + 1) * 2 as c from t",
                "insert into t (a) values (?) returning a",
                "update t set a = a * 2",
                "delete from t where a = ?",
                "with x(a) as (select 1) select a from x"
            })
    void keepsStatementThatNamesItsColumns(String text) {
        assertThat(CompiledStatement.isReusable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from t",
                "select\n*\nfrom t",
                "select distinct * from t",
                "select all* from t",
                "select a, * from t",
                "select `t`.* from t",
                "select t . * from t",
                "select /* all */ * from t",
                "select -- all\n* from t",
                "insert into t (a) values (?) returning *",
                "select a from (select * from t)",
                "select rowid from t",
                "select _ROWID_ from t",
                "select oid from t"
            })
    void keepsNoStatementWithColumnsOfTheSchema(String text) {
        assertThat(CompiledStatement.isReusable(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA foreign_keys = ON",
                "  pragma query_only",
                "BEGIN IMMEDIATE",
                "create table selected (a)",
                "selection",
                "vacuum",
                ""
            })
    void keepsNoStatementBesideRows(String text) {
        assertThat(CompiledStatement.isReusable(text)).isFalse();
    }

    @Test
    void keepsNoLongText() {
        String text = "select ".concat("1".repeat(CompiledStatement.LONGEST_TEXT - 7));

        assertThat(CompiledStatement.isReusable(text)).isTrue();
        assertThat(CompiledStatement.isReusable(text.concat("1"))).isFalse();
    }
}
