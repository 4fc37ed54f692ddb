package io.aro.db.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {

    @Test
    void everyLinkOfEveryDocumentLeadsToAFileAndAHeading() throws IOException {
        List<Markdown> documents = Markdown.all();

        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Markdown document : documents) {
            for (String link : document.links()) {
                links++;
                if (!leadsSomewhere(document, link)) {
                    broken.add(document.file() + ": " + link);
                }
            }
        }

        assertThat(links).isGreaterThan(50);
        assertThat(broken)
                .as("links without a file or heading: correct the target")
                .isEmpty();
    }

    private static boolean leadsSomewhere(Markdown document, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty()
                ? document.file()
                : document.file().resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        if (hash < 0) {
            return true;
        }
        return Files.isRegularFile(target) && Markdown.of(target).anchors().contains(link.substring(hash + 1));
    }
}
