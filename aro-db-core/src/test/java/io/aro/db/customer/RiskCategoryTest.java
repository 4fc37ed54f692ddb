package io.aro.db.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskCategoryTest {

    @ParameterizedTest
    @CsvSource({"0,LOW", "39,LOW", "40,MEDIUM", "69,MEDIUM", "70,HIGH", "100,HIGH"})
    void followsFromTheScore(int score, RiskCategory category) {
        assertThat(RiskCategory.ofScore(score)).isEqualTo(category);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void doesNotFollowFromAScoreThatIsNone(int score) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> RiskCategory.ofScore(score));
    }
}
