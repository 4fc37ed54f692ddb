package io.aro.db.plan;

import static io.aro.db.fixture.LargeTables.id;
import static io.aro.db.fixture.LargeTables.phone;
import static io.aro.db.plan.Call.finds;
import static io.aro.db.plan.Call.seeks;
import static io.aro.db.plan.Call.walks;
import static io.aro.db.plan.Call.writes;
import static io.aro.db.plan.RepositoryCalls.twoPages;
import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.CustomerRow;
import io.aro.db.customer.ExistingCustomer;
import io.aro.db.customer.ImportListener;
import io.aro.db.customer.NewCustomer;
import io.aro.db.customer.RiskCategory;
import io.aro.db.phone.PhoneParser;
import io.aro.db.repository.PageRequest;
import java.util.List;
import java.util.stream.Stream;

/** The calls of {@link CustomerRepository}. */
final class CustomerCalls {

    private static final String TYPE = CustomerRepository.class.getSimpleName();
    private static final String KEY = "(pk_customers|sqlite_autoindex_customers_1)";

    private CustomerCalls() {}

    static Stream<Call> all() {
        return Stream.of(searches(), writing()).flatMap(List::stream);
    }

    private static List<Call> searches() {
        return List.of(
                finds(
                        TYPE + ".findByPhone(String)",
                        "idx_customer_phone",
                        db -> db.customers().findByPhone(phone(7))),
                finds(
                        TYPE + ".findHighRisk()",
                        "idx_customer_risk",
                        db -> db.customers().findHighRisk()),
                finds(
                        TYPE + ".findHighRisk(int)",
                        "idx_customer_risk",
                        db -> db.customers().findHighRisk(10)),
                finds(
                        TYPE + ".findHighRisk(PageRequest)",
                        "idx_customer_risk",
                        db -> twoPages(page -> db.customers().findHighRisk(page))),
                walks(
                        TYPE + ".findByRisk(RiskCategory, int)",
                        "idx_customer_risk",
                        db -> db.customers().findByRisk(RiskCategory.LOW, 10)),
                seeks(
                        TYPE + ".findByRisk(RiskCategory, PageRequest)",
                        "idx_customer_risk",
                        db -> twoPages(page -> db.customers().findByRisk(RiskCategory.LOW, page))),
                walks(
                        TYPE + ".findByTag(String, int)",
                        "(idx_customer_tag|pk_customer_tags)",
                        db -> db.customers().findByTag("t7", 10)),
                seeks(
                        TYPE + ".findByTag(String, PageRequest)",
                        "idx_customer_tag",
                        db -> twoPages(page -> db.customers().findByTag("t7", page))),
                finds(
                        TYPE + ".findByTag(String, PageRequest)",
                        "idx_customer_tag",
                        db -> db.customers().findByTag("t7", PageRequest.of(10).descending(CUSTOMERS.RISK_SCORE))),
                walks(
                        TYPE + ".findByNamePrefix(String, int)",
                        "idx_customer_name",
                        db -> db.customers().findByNamePrefix("some name 1", 10)),
                seeks(
                        TYPE + ".findByNamePrefix(String, PageRequest)",
                        "idx_customer_name",
                        db -> twoPages(page -> db.customers().findByNamePrefix("SOME", page))),
                seeks(
                        TYPE + ".page(PageRequest)",
                        "idx_customer_name",
                        db -> RepositoryCalls.twoPages(
                                db.customers(), PageRequest.of(10).descendingIgnoringCase(CUSTOMERS.NAME))));
    }

    private static List<Call> writing() {
        NewCustomer known = NewCustomer.withPhone(phone(9)).withName("Ada").withTags("vip");
        return List.of(
                writes(TYPE + ".create(NewCustomer)", db -> db.customers().create(NewCustomer.withPhone("+15550001"))),
                writes(
                        TYPE + ".createAll(Collection)",
                        db -> db.customers().createAll(List.of(NewCustomer.withPhone("+15550002")))),
                writes(
                        TYPE + ".createAll(Stream)",
                        db -> db.customers().createAll(Stream.of(NewCustomer.withPhone("+15550003")))),
                finds(
                        TYPE + ".updateRiskScore(UUID, int)",
                        KEY,
                        db -> db.customers().updateRiskScore(id(11), 50)),
                finds(
                        TYPE + ".updateRiskScore(UUID, int, int)",
                        KEY,
                        db -> db.customers().updateRiskScore(id(11), 50, 60)),
                finds(
                        TYPE + ".updateRiskScore(UUID, int, RiskCategory)",
                        KEY,
                        db -> db.customers().updateRiskScore(id(11), 50, RiskCategory.BLOCKED)),
                finds(
                        TYPE + ".incrementNoShowCount(UUID)",
                        KEY,
                        db -> db.customers().incrementNoShowCount(id(11))),
                finds(
                        TYPE + ".upsertByPhone(NewCustomer)",
                        "idx_customer_phone",
                        db -> db.customers().upsertByPhone(known)),
                writes(
                        TYPE + ".upsertByPhone(NewCustomer, ExistingCustomer)",
                        db -> db.customers().upsertByPhone(known, ExistingCustomer.OVERWRITE)),
                writes(
                        TYPE + ".importAll(Stream, ExistingCustomer)",
                        db -> db.customers().importAll(rows(), ExistingCustomer.OVERWRITE)),
                writes(
                        TYPE + ".importAll(Stream, ExistingCustomer, ImportListener)",
                        db -> db.customers().importAll(rows(), ExistingCustomer.KEEP, new ImportListener() {})),
                writes(
                        TYPE + ".importAll(Stream, ExistingCustomer, ImportListener, PhoneParser)",
                        db -> db.customers()
                                .importAll(
                                        rows(),
                                        ExistingCustomer.KEEP,
                                        new ImportListener() {},
                                        PhoneParser.ofRegion("US"))),
                finds(
                        TYPE + ".addTags(UUID, String[])",
                        KEY,
                        db -> db.customers().addTags(id(11), "vip")),
                finds(
                        TYPE + ".removeTags(UUID, String[])",
                        KEY,
                        db -> db.customers().removeTags(id(11), "vip")));
    }

    private static Stream<CustomerRow> rows() {
        return Stream.of(
                new CustomerRow(phone(12), null, "Bo", null, null),
                new CustomerRow("+15550004", null, null, null, null));
    }
}
