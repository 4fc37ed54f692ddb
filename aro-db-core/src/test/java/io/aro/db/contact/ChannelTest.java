package io.aro.db.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.customer.CommunicationPreference;
import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelTest {

    @ParameterizedTest
    @EnumSource(CommunicationPreference.class)
    void hasTheWordOfThePreferenceItServes(CommunicationPreference preference) {
        Channel channel = Channel.of(preference);

        assertThat(channel.literal()).isEqualTo(preference.literal());
        assertThat(Channel.of(channel.literal())).isEqualTo(channel);
    }

    @Test
    void refusesAWordThatIsNone() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Channel.of("fax"))
                .withMessageContaining("sms, whatsapp, email");
    }
}
