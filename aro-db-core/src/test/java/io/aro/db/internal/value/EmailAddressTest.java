package io.aro.db.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    private static final String LABEL = "d".repeat(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "a@b",
                "ada@localhost",
                "Ada.Lovelace+clinic@Example.co.uk",
                "o'brien_{1}%!#$&*/=?^`|~-@mail-3.example.org",
                "..ada..@docomo.example",
                "müller@bücher.example",
                "用户@例え.テスト",
                "δοκιμή@παράδειγμα.δοκιμή",
                "संपर्क@डाटामेल.भारत",
                "user@xn--bcher-kva.example"
            })
    void takesAMailboxAtADomain(String address) {
        assertThat(EmailAddress.optional("email", address)).isEqualTo(address);
        assertThat(EmailAddress.required("email", address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "ada",
                "ada.example.org",
                "@example.org",
                "ada@",
                "ada@@example.org",
                "ada@home@example.org",
                "ada@example.org,bo@example.org",
                "ada@example.org;",
                "Ada <ada@example.org>",
                "<ada@example.org>",
                "mailto:ada@example.org",
                "\"a da\"@example.org",
                "\"ada\"@example.org",
                "ada @example.org",
                "ada@ example.org",
                " ada@example.org",
                "ada@example.org ",
                "ada@example.org\n",
                "ada@exam\u00A0ple.org",
                "ada\t@example.org",
                "ada\u0007@example.org",
                "ada@example.org\u0000",
                "\u202Aada@example.org\u202C",
                "ada\u200B@example.org",
                "ada\uD83D@example.org",
                "ada@.example.org",
                "ada@example..org",
                "ada@example.org.",
                "ada@-example.org",
                "ada@example-.org",
                "ada@[192.0.2.1]",
                "ada@exa_mple.org"
            })
    void refusesEverythingElseAndNeverRepeatsIt(String address) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EmailAddress.optional("email", address))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("email"))
                .withMessageMatching("The value of email must be (an e-mail address such as ada@example\\.org"
                        + "|Unicode text without NUL characters)\\.");
    }

    @Test
    void takes254CharactersAndNoMore() {
        String domain = "@" + String.join(".", LABEL, LABEL, LABEL, "org");
        String longest = "é".repeat(254 - domain.length()) + domain;

        assertThat(EmailAddress.optional("email", longest)).hasSize(254);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EmailAddress.optional("email", "é" + longest))
                .withMessage("The value of email must be at most 254 characters long.");
    }

    @Test
    void mayBeAbsentWhereItIsOptional() {
        assertThat(EmailAddress.optional("email", null)).isNull();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EmailAddress.required("email", null))
                .withMessage("The value of email must be present.");
    }
}
