package io.aro.db.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.phone.PhoneParser;
import io.aro.db.testkit.process.ChildCommand;
import io.aro.db.testkit.process.ChildProcess;
import java.io.File;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Phone parsing without the optional libphonenumber on the class path. */
class MissingLibphonenumberTest {

    @Test
    void theParserNamesTheDependencyAndEverythingElseWorks() {
        ChildCommand command = ChildProcess.of(Doors.class);
        String without = Stream.of(command.classPath().split(File.pathSeparator, -1))
                .filter(part -> !part.contains("libphonenumber"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without).isNotEqualTo(command.classPath());

        try (ChildProcess process = new ChildCommand(
                        command.main(), without, command.arguments(), command.options(), command.environment())
                .start()) {
            assertThat(process.rest().lines())
                    .containsExactly(
                            "ConfigurationException: PhoneParser needs Google's libphonenumber on the class path; add"
                                    + " the dependency com.googlecode.libphonenumber:libphonenumber.",
                            "inserted 1");
        }
    }

    /** A program printing the results of the parser and of an import of E.164 numbers. */
    static final class Doors {

        private Doors() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(PhoneParser.ofRegion("US").parse("+12025550113"));
            } catch (AroDatabaseException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
            try (AroDatabase db = AroDatabase.inMemory()) {
                CustomerRow row = new CustomerRow("+12025550113", null, null, null, null);
                ImportReport report = db.customers().importAll(Stream.of(row), ExistingCustomer.KEEP);
                System.out.println("inserted " + report.inserted());
            }
        }
    }
}
