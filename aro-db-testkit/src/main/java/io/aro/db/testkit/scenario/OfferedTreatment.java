package io.aro.db.testkit.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A treatment offered by the clinic.
 *
 * @param weight the relative frequency of bookings
 */
record OfferedTreatment(String name, Duration length, BigDecimal cost, int weight) {

    private static final List<OfferedTreatment> OFFERED = List.of(
            of("Check-up", 30, "60.00", 35),
            of("Cleaning", 45, "120.00", 35),
            of("Filling", 60, "180.00", 18),
            of("Whitening", 90, "350.00", 7),
            of("Root canal", 120, "900.00", 5));

    private static final int ALL =
            OFFERED.stream().mapToInt(OfferedTreatment::weight).sum();

    private static OfferedTreatment of(String name, int minutes, String cost, int weight) {
        return new OfferedTreatment(name, Duration.ofMinutes(minutes), new BigDecimal(cost), weight);
    }

    static OfferedTreatment any(RandomGenerator random) {
        int left = random.nextInt(ALL);
        for (OfferedTreatment treatment : OFFERED) {
            left -= treatment.weight;
            if (left < 0) {
                return treatment;
            }
        }
        throw new IllegalStateException("The weights do not add up.");
    }
}
