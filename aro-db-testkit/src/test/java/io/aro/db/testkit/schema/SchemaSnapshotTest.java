package io.aro.db.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.schema.ForeignKey.Checked;
import io.aro.db.testkit.schema.Index.Part;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@BothEngines
class SchemaSnapshotTest {

    private static final String DDL = """
            CREATE TABLE owners (
              id integer NOT NULL,
              name varchar(10) NOT NULL DEFAULT 'a, (b) -- c',
              region integer,
              CONSTRAINT pk_owners PRIMARY KEY (id),
              CONSTRAINT uq_owners_name UNIQUE (name, region)
            );
            CREATE TABLE pets (
              id integer CONSTRAINT pk_pets PRIMARY KEY,
              owner_id integer NOT NULL
                CONSTRAINT fk_pets_owner REFERENCES owners (id) ON UPDATE SET NULL ON DELETE CASCADE
                DEFERRABLE INITIALLY DEFERRED,
              friend_name varchar(10), -- not (a, column)
              friend_region integer, /* nor, (is), this */
              weight integer CONSTRAINT ck_pets_weight CHECK (weight > 0),
              CONSTRAINT fk_pets_friend FOREIGN KEY (friend_name, friend_region) REFERENCES owners (name, region),
              CONSTRAINT ck_pets_note CHECK (friend_name <> 'a, b) c')
            );
            CREATE INDEX idx_pets_weight ON pets (weight DESC, owner_id) WHERE weight IS NOT NULL;
            CREATE UNIQUE INDEX idx_pets_friend ON pets (friend_name);
            CREATE VIEW heavy_pets AS SELECT id FROM pets WHERE weight > 100;
            """;

    private final TestDatabase database;

    SchemaSnapshotTest(@Unmigrated TestDatabase database) throws SQLException {
        this.database = database;
        execute(DDL);
    }

    @Test
    void readsColumnsInTheirOrder() {
        Table owners = table("owners");

        assertThat(owners.columns()).extracting(Column::name).containsExactly("id", "name", "region");
        assertThat(owners.columns()).extracting(Column::nullable).containsExactly(false, false, true);
        assertThat(owners.column("name").orElseThrow().defaultValue()).startsWith("'a, (b) -- c'");
        assertThat(owners.column("name").orElseThrow().type()).isIn("varchar(10)", "character varying(10)");
    }

    @Test
    void readsKeysByName() {
        Table owners = table("owners");

        assertThat(owners.primaryKey()).isEqualTo(new Key("pk_owners", List.of("id")));
        assertThat(owners.uniqueKeys()).containsExactly(new Key("uq_owners_name", List.of("name", "region")));
        assertThat(table("pets").primaryKey()).isEqualTo(new Key("pk_pets", List.of("id")));
    }

    @Test
    void readsForeignKeysOfTablesAndOfColumns() {
        assertThat(table("pets").foreignKeys())
                .containsExactly(
                        new ForeignKey(
                                "fk_pets_friend",
                                List.of("friend_name", "friend_region"),
                                "owners",
                                List.of("name", "region"),
                                "NO ACTION",
                                "NO ACTION",
                                Checked.ALWAYS_IMMEDIATELY),
                        new ForeignKey(
                                "fk_pets_owner",
                                List.of("owner_id"),
                                "owners",
                                List.of("id"),
                                "SET NULL",
                                "CASCADE",
                                Checked.AT_COMMIT));
    }

    @Test
    void readsIndexesWithTheirOrderAndPredicate() {
        Index weight = table("pets").index("idx_pets_weight").orElseThrow();

        assertThat(weight.parts()).containsExactly(new Part("weight", true), new Part("owner_id", false));
        assertThat(weight.unique()).isFalse();
        assertThat(weight.predicate()).contains("weight IS NOT NULL");
        assertThat(table("pets").index("idx_pets_friend"))
                .contains(new Index("idx_pets_friend", true, List.of(new Part("friend_name", false)), null));
    }

    @Test
    void readsChecksWithTheirConditions() {
        assertThat(table("pets").checks())
                .extracting(CheckConstraint::name)
                .containsExactly("ck_pets_note", "ck_pets_weight");
        assertThat(table("pets").checks())
                .extracting(CheckConstraint::expression)
                .satisfiesExactly(
                        note -> assertThat(note).contains("'a, b) c'"),
                        weight -> assertThat(weight).contains("weight > 0"));
    }

    @Test
    void readsWhatIsNoTable() {
        assertThat(snapshot().others()).singleElement().asString().contains("heavy_pets");
    }

    @Test
    void isEqualToTheSnapshotOfTheSameSchemaOnly() throws SQLException {
        SchemaSnapshot before = snapshot();

        execute("DROP INDEX idx_pets_friend");
        SchemaSnapshot after = snapshot();
        execute("CREATE UNIQUE INDEX idx_pets_friend ON pets (friend_name)");

        assertThat(after).isNotEqualTo(before);
        assertThat(snapshot()).isEqualTo(before).hasToString(before.toString());
        assertThat(before.without("pets", "owners").tables()).isEmpty();
    }

    @Test
    void tellsWhichColumnsAnIndexFinds() {
        Table pets = table("pets");

        assertThat(pets.finds(List.of("friend_name"))).isTrue();
        assertThat(pets.finds(List.of("id", "weight"))).as("within a key").isTrue();
        assertThat(pets.finds(List.of("weight"))).as("only a partial index").isFalse();
        assertThat(pets.finds(List.of("owner_id"))).isFalse();
        assertThat(table("owners").finds(List.of("region", "name"))).isTrue();
        assertThat(table("owners").finds(List.of("region"))).isFalse();
    }

    @BothEngines(Engine.SQLITE)
    void refusesAnEngineThatItDoesNotKnow() {
        DatabaseMetaData other = fake(DatabaseMetaData.class, "Other");
        Connection connection = fake(Connection.class, other);

        assertThatThrownBy(() -> SchemaSnapshot.of(fake(DataSource.class, connection)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not from Other");
    }

    /** Returns a proxy with the answer for every method of its type; other methods do nothing. */
    private static <T> T fake(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getReturnType().isInstance(answer) ? answer : null));
    }

    private Table table(String name) {
        return snapshot().table(name).orElseThrow();
    }

    private SchemaSnapshot snapshot() {
        return SchemaSnapshot.of(database.dataSource());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
