package io.aro.db.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values sealed by an earlier build. Their format must never change. */
class SealedFormatTest {

    private static final UUID ROW = UUID.fromString("01910000-1234-7abc-89ab-cdef01234567");

    @TempDir
    private Path folder = Path.of("");

    private TinkCipher cipher;

    /** A value and its address at the sealing. */
    private record Sample(FieldAddress address, String text, String sealed) {

        static Sample of(String line) {
            String[] parts = line.split(" \\| ", -1);
            return new Sample(
                    new FieldAddress("business_config", ROW, parts[0], Integer.parseInt(parts[1])), parts[2], parts[3]);
        }
    }

    @BeforeEach
    void readTheKeyset() throws IOException {
        Path keyset = Files.writeString(folder.resolve("keyset.json"), resource("keyset-of-the-samples.json"));
        Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-------"));
        cipher = TinkCipher.ofFile(keyset);
    }

    @Test
    void opensWhatAnEarlierBuildHasSealedWithEitherKey() throws IOException {
        List<Sample> samples = samples();

        assertThat(samples)
                .hasSize(3)
                .allSatisfy(sample -> assertThat(cipher.open(sample.sealed(), sample.address()))
                        .isEqualTo(sample.text()));
        assertThat(samples)
                .extracting(sample -> cipher.isCurrent(sample.sealed()))
                .containsExactly(false, false, true);
    }

    @Test
    void opensNoSampleAnywhereElse() throws IOException {
        UUID otherHigh = new UUID(ROW.getMostSignificantBits() ^ 1, ROW.getLeastSignificantBits());
        UUID otherLow = new UUID(ROW.getMostSignificantBits(), ROW.getLeastSignificantBits() ^ 1);

        for (Sample sample : samples()) {
            FieldAddress here = sample.address();
            for (FieldAddress other : List.of(
                    new FieldAddress("business_configs", ROW, here.field(), here.version()),
                    new FieldAddress(here.table(), otherHigh, here.field(), here.version()),
                    new FieldAddress(here.table(), otherLow, here.field(), here.version()),
                    new FieldAddress(here.table(), ROW, here.field() + "s", here.version()),
                    new FieldAddress(here.table(), ROW, here.field(), here.version() + 1))) {
                assertThatExceptionOfType(SealedFieldException.class)
                        .isThrownBy(() -> cipher.open(sample.sealed(), other));
            }
        }
    }

    @Test
    void bindsAValueToTheFormatAndTheWholeAddress() {
        FieldAddress address = new FieldAddress("business_config", ROW, "integrations.payment.apiKey", 3);

        assertThat(HexFormat.of().formatHex(address.associatedData()))
                .isEqualTo("0006" + hex("aro-db")
                        + "000f" + hex("business_config")
                        + "01910000" + "1234" + "7abc" + "89abcdef01234567"
                        + "001b" + hex("integrations.payment.apiKey")
                        + "00000003");
    }

    @Test
    void takesNoValueThatWasCutForACurrentOne() throws IOException {
        String sealed = samples().getLast().sealed();

        for (int length = 0; length < 8; length++) {
            assertThat(cipher.isCurrent(sealed.substring(0, length)))
                    .as("%s characters", length)
                    .isFalse();
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Sample> samples() throws IOException {
        return resource("sealed-by-an-earlier-build.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Sample::of)
                .toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SealedFormatTest.class.getResourceAsStream("/crypto/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
