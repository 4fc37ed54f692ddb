package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.lifecycle.AppointmentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statuses by their literals. */
final class Statuses {

    private static final Map<String, AppointmentStatus> BY_LITERAL = Stream.of(AppointmentStatus.values())
            .collect(Collectors.toUnmodifiableMap(AppointmentStatus::literal, Function.identity()));

    private Statuses() {}

    static AppointmentStatus of(String literal) {
        return Objects.requireNonNull(BY_LITERAL.get(literal));
    }

    static List<AppointmentStatus> list(String[] literals) {
        List<AppointmentStatus> statuses = new ArrayList<>(literals.length);
        for (String literal : literals) {
            statuses.add(of(literal));
        }
        return List.copyOf(statuses);
    }
}
