package io.aro.db.idempotency;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** Types of responses: those that JSON carries as they are, and those that it does not. */
final class Responses {

    private Responses() {}

    record Bill(BigDecimal total, BigDecimal tip, BigDecimal rounded, BigDecimal big, double rate, long cents) {}

    record Empty() {}

    enum Size {
        SMALL,
        LARGE;

        @Override
        public String toString() {
            return "a size";
        }
    }

    record Everything(
            UUID id,
            Instant at,
            LocalDate day,
            Duration length,
            Size size,
            Map<Size, BigInteger> sizes,
            Set<String> words,
            Optional<String> some,
            Optional<String> none,
            @Nullable String nothing,
            List<Double> numbers,
            Empty empty) {}

    /** Keeps what it holds to itself. */
    @SuppressWarnings("unused")
    static final class Hidden {

        private final String text;

        Hidden(String text) {
            this.text = text;
        }
    }

    /** Has an annotation, which is enough for Jackson's own rule. */
    @Tag("annotated")
    static final class Annotated {}

    /** Can be written and not read, since Jackson knows no way to make one. */
    static final class OneWay {

        private final String text;

        OneWay(String text, int times) {
            this.text = text.repeat(times);
        }

        public String getText() {
            return text;
        }
    }

    /** Can be read and loses what it held. */
    static final class Half {

        private final String secret;

        Half() {
            this("none", 1);
        }

        Half(String text, int times) {
            this.secret = text.repeat(times);
        }

        public String getText() {
            return secret;
        }
    }

    /** Fails in a way of its own when it is written. */
    record Failing(String text) {

        @Override
        public String text() {
            throw new AssertionError("as of a check in a property");
        }
    }

    interface Shape {}

    record Circle(int radius) implements Shape {}
}
