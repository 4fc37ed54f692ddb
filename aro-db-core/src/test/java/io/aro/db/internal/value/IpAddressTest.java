package io.aro.db.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "203.0.113.7",
                "255.255.255.255",
                "::",
                "::1",
                "1::",
                "2001:db8::7",
                "2001:DB8:0:0:0:0:0:7",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "fe80::1:2",
                "::ffff:203.0.113.7",
                "1:2:3:4:5:6:203.0.113.7",
                "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
            })
    void takesAnAddressAsItIs(String address) {
        assertThat(IpAddress.check("ip address", address)).isEqualTo(address).hasSizeLessThanOrEqualTo(45);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "unknown",
                "example.org",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "1.2.3.4\n",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                "12345::",
                "g::",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8:",
                "1::2:",
                ":1::2",
                "::1.2.3.256",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "fe80::1%eth0",
                "[::1]"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> IpAddress.check("ip address", text))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("ip address"));
    }
}
