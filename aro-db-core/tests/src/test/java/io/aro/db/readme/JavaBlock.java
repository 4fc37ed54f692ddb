package io.aro.db.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java block of a page. A comment before the block names the source: {@code <!-- from Type -->} a whole class of this
 * package, of {@code host} or of the example on Spring Boot, {@code <!-- from Type#region -->} a region of a class.
 *
 * @param page the name of the page's file
 * @param type the simple name of the class, empty if no source is named
 * @param region the region of the class, empty for the whole class
 * @param code the text between the fences
 */
record JavaBlock(String page, String type, String region, String code) {

    static final Path README = Path.of("../../README.md");

    private static final Path DOCS = Path.of("../../docs");
    private static final List<Path> SOURCES = List.of(
            Path.of("src/test/java/io/aro/db/readme"),
            Path.of("src/test/java/io/aro/db/host"),
            Path.of("../../examples/spring-boot/src/main/java/io/aro/db/examples/spring"),
            Path.of("../../examples/spring-boot/src/test/java/io/aro/db/examples/spring"));

    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- from (\\w+)(?:#(\\w+))? -->\n)?```java\n(.*?)```", Pattern.DOTALL);

    /** Returns the blocks of the README and of each page directly in docs/, in the order of the pages. */
    static List<JavaBlock> ofAllPages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(README));
        try (Stream<Path> docs = Files.list(DOCS)) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<JavaBlock> blocks = new ArrayList<>();
        for (Path page : pages) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                blocks.add(
                        new JavaBlock(page.getFileName().toString(), text(block, 1), text(block, 2), text(block, 3)));
            }
        }
        return blocks;
    }

    private static String text(Matcher block, int group) {
        String found = block.group(group);
        return found == null ? "" : found;
    }

    boolean isWholeClass() {
        return !type.isEmpty() && region.isEmpty();
    }

    /** Returns the code of the source: the region, or the class without package and marks of regions. */
    String source() throws IOException {
        if (type.isEmpty()) {
            return "a class or a region, named by a comment before the block";
        }
        Path file = SOURCES.stream()
                .map(folder -> folder.resolve(type + ".java"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No source of the pages is called " + type));
        String source = Files.readString(file);
        return region.isEmpty()
                ? Regions.unmarked(source.substring(source.indexOf("import ")))
                : Regions.of(source).getOrDefault(region, "");
    }
}
