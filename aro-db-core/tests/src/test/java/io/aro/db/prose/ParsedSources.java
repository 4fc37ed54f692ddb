package io.aro.db.prose;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The main sources of a module as syntax trees.
 *
 * @param docs reads the Javadoc of a tree
 */
record ParsedSources(List<CompilationUnitTree> units, DocTrees docs) {

    /** The root of the project. Tests run in the folder of their module. */
    static final Path PROJECT = Path.of("../..");

    static final List<String> MODULES = List.of(
            "aro-db-core",
            "aro-db-core/cli",
            "aro-db-core/spring-boot-starter",
            "aro-db-migrations",
            "aro-db-codegen",
            "aro-db-testkit",
            "aro-db-testkit/spring-boot-starter-test");

    static ParsedSources ofModule(String module) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(module)));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return new ParsedSources(List.copyOf(units), DocTrees.instance(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
