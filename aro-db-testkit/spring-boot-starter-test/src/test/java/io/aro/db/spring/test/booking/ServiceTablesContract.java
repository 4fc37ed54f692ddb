package io.aro.db.spring.test.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.ServiceMigrations;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tests of a service with tables of its own, filled by a migration. */
@SpringBootTest
@ServiceMigrations(root = "db/booking", historyTable = "booking_schema_history")
abstract class ServiceTablesContract {

    @RepeatedTest(2)
    void haveTheRowsOfTheMigration(@Autowired JdbcClient jdbc) {
        assertThat(jdbc.sql("SELECT label FROM rooms").query(String.class).list())
                .containsExactly("Room Blue");

        jdbc.sql("DELETE FROM rooms").update();
        jdbc.sql("INSERT INTO rooms (name) VALUES ('Red'), ('Green')").update();

        assertThat(jdbc.sql("SELECT label FROM rooms ORDER BY label")
                        .query(String.class)
                        .list())
                .containsExactly("Room Green", "Room Red");
    }
}
