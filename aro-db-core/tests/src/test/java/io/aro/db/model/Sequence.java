package io.aro.db.model;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A list of operations. */
record Sequence(List<Operation> operations) {

    private static final Pattern LONG = Pattern.compile("(.)\\1{40,}");

    /** Returns an operation per line, with long values truncated. */
    @Override
    public String toString() {
        return operations.stream().map(operation -> "\n    " + shown(operation)).collect(Collectors.joining());
    }

    static String shown(Operation operation) {
        return LONG.matcher(operation.toString()).replaceAll("$1$1$1…");
    }
}
