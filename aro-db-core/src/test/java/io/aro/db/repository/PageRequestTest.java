package io.aro.db.repository;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
    void refusesSizesThatAreNotFromOneToAThousand(int size) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PageRequest.of(size))
                .withMessage("The value of page size must be from 1 to 1000.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void takesTheSmallestAndTheLargestSize(int size) {
        assertThat(PageRequest.of(size).size()).isEqualTo(size);
    }

    @Test
    void refusesToSortByListsAndJson() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PageRequest.of(1).ascending(CUSTOMERS.TAGS));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PageRequest.of(1).descending(Tables.EVENTS.DATA));
    }

    @Test
    void refusesToSortByAColumnTwice() {
        PageRequest byName = PageRequest.of(1).ascending(CUSTOMERS.NAME);

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> byName.descendingIgnoringCase(CUSTOMERS.NAME));
    }

    @Test
    void isLeftAsItIsByItsCopies() {
        PageRequest request = PageRequest.of(1);

        PageRequest sorted = request.ascending(CUSTOMERS.NAME);

        assertThat(request.isSorted()).isFalse();
        assertThat(sorted.isSorted()).isTrue();
    }
}
