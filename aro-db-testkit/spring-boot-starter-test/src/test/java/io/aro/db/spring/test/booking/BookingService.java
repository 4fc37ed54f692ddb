package io.aro.db.spring.test.booking;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A service on aro-db that stores a customer at its start. */
@SpringBootApplication
class BookingService {

    static final String FIRST = "+15550100";

    @Bean
    ApplicationRunner firstCustomer(AroDatabase db) {
        return arguments -> db.customers().upsertByPhone(NewCustomer.withPhone(FIRST));
    }
}
