package io.aro.db.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.file.internal.FolderOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule for owners and rights of folders. */
class FolderOwnerTest {

    @TempDir
    private Path above = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void makesAFolder() throws IOException {
        folder = Files.createDirectory(above.resolve("folder"));
        mode(folder, 0_755);
    }

    private static void mode(Path file, int bits) throws IOException {
        Files.setAttribute(file, "unix:mode", bits);
    }

    private FolderOwner us() throws IOException {
        return FolderOwner.of(folder);
    }

    private void assertObjection(String words) throws IOException {
        assertThat(us().objectionTo(folder))
                .hasValueSatisfying(text -> assertThat(text).contains(words));
        assertThat(us().objectionToFileIn(folder))
                .hasValueSatisfying(text -> assertThat(text).contains(words));
    }

    private void assertNoObjection() throws IOException {
        assertThat(us().objectionTo(folder)).isEmpty();
        assertThat(us().objectionToFileIn(folder)).isEmpty();
    }

    @Test
    void aFolderThatOthersMayReadIsTheUsersAlone() throws IOException {
        assertNoObjection();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatTheGroupOrOthersMayWriteIsNot() throws IOException {
        for (int bits : new int[] {0_775, 0_757, 0_720, 0_702}) {
            mode(folder, bits);

            assertObjection("is writable by users other than its owner; run chmod go-w");
        }
    }

    @Test
    void aStickyBitKeepsTheFilesOfAFolderButNotTheFolder() throws IOException {
        mode(folder, 0_1777);

        assertThat(us().objectionTo(folder)).isPresent();
        assertThat(us().objectionToFileIn(folder)).isEmpty();
    }

    @Test
    void whoeverMayWriteAboveMayPutAnotherFolderInItsPlace() throws IOException {
        mode(above, 0_777);
        assertObjection(above.toRealPath() + " is writable by users other than its owner");

        mode(above, 0_1777);
        assertNoObjection();
        mode(above, 0_775);
        assertNoObjection();
    }

    @Test
    void aLinkIsJudgedByTheFolderThatItLeadsTo() throws IOException {
        mode(folder, 0_777);
        Path link = Files.createSymbolicLink(above.resolve("link"), folder);
        Path real = folder.toRealPath();

        assertThat(us().objectionTo(link))
                .hasValueSatisfying(text -> assertThat(text).contains(real + " is writable"));
    }

    @Test
    void theProcessIsTheUserThatItsFilesBelongTo() throws IOException {
        assertThat(FolderOwner.ofProcess().owns(folder)).isTrue();
        assertThat(FolderOwner.ofProcess().objectionTo(folder)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotJudged() throws IOException {
        assertThat(us().objectionTo(folder.resolve("absent"))).isEmpty();
        assertThat(us().objectionToFileIn(folder.resolve("absent"))).isEmpty();
    }
}
