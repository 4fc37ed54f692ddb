package io.aro.db.spring.test.booking;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The registration of customers. */
@Component
class Registrations {

    private final AroDatabase db;

    Registrations(AroDatabase db) {
        this.db = db;
    }

    @Transactional
    Customer register(String phone) {
        return db.customers().upsertByPhone(NewCustomer.withPhone(phone));
    }

    @Transactional
    void registerAndFail(String phone) {
        db.customers().upsertByPhone(NewCustomer.withPhone(phone));
        throw new IllegalStateException("on purpose");
    }
}
