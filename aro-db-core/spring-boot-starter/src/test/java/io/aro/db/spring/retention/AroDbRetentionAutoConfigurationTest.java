package io.aro.db.spring.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.FileArchive;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** The beans of retention and their schedule. */
@AroDatabaseTest
class AroDbRetentionAutoConfigurationTest {

    private static final String ON = "aro.db.retention.enabled=true";

    private final ApplicationContextRunner service;

    @TempDir
    Path folder;

    AroDbRetentionAutoConfigurationTest(TestDatabase database) {
        service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskSchedulingAutoConfiguration.class, AroDbRetentionAutoConfiguration.class))
                .withBean(AroDatabase.class, database::open);
    }

    @Test
    void isOffByDefault() {
        service.run(context -> {
            assertThat(context).hasSingleBean(RetentionPolicy.class);
            assertThat(context).doesNotHaveBean(ArchiveSink.class);
            assertThat(context).doesNotHaveBean(RetentionService.class);
            assertThat(context).doesNotHaveBean(AroRetentionJob.class);
            assertThat(context).doesNotHaveBean(TaskScheduler.class);
        });
    }

    @Test
    void offersTheJobWithoutAScheduleIfOnlyAFolderIsNamed() {
        service.withPropertyValues(archive()).run(context -> {
            assertThat(context).hasSingleBean(FileArchive.class);
            assertThat(context).hasSingleBean(AroRetentionJob.class);
            assertThat(context).doesNotHaveBean(RetentionSchedule.class);
            assertThat(context).doesNotHaveBean(TaskScheduler.class);
        });
    }

    @Test
    void schedulesTheJobOnASchedulerOfItsOwn() {
        service.withPropertyValues(ON, archive()).run(context -> {
            assertThat(context).getBean(RetentionSchedule.class).matches(RetentionSchedule::isRunning);
            assertThat(context).getBeanNames(TaskScheduler.class).containsExactly("aroDbTaskScheduler");
        });
    }

    @Test
    void schedulesTheJobOnTheSchedulerOfBoot() {
        service.withPropertyValues(ON, archive())
                .withUserConfiguration(Scheduled.class)
                .run(context -> {
                    assertThat(context).getBean(RetentionSchedule.class).matches(RetentionSchedule::isRunning);
                    assertThat(context).getBeanNames(TaskScheduler.class).containsExactly("taskScheduler");
                });
    }

    @Test
    void schedulesTheJobOnASchedulerOfTheService() {
        service.withPropertyValues(ON, archive())
                .withBean("own", SimpleAsyncTaskScheduler.class)
                .run(context -> {
                    assertThat(context).getBean(RetentionSchedule.class).matches(RetentionSchedule::isRunning);
                    assertThat(context).getBeanNames(TaskScheduler.class).containsExactly("own");
                });
    }

    @Test
    void runsOnSchedule() {
        service.withPropertyValues(ON, archive(), "aro.db.retention.cron=* * * * * *")
                .withUserConfiguration(Scheduled.class)
                .withBean(Finished.class)
                .run(context -> {
                    Finished finished = context.getBean(Finished.class);

                    assertThat(finished.await()).isTrue();
                    assertThat(context.getBean(AroRetentionJob.class).lastRun())
                            .containsInstanceOf(RetentionRun.Completed.class);
                });
    }

    @Test
    void endsTheScheduleWithTheApplication() {
        service.withPropertyValues(ON, archive()).run(context -> {
            RetentionSchedule schedule = context.getBean(RetentionSchedule.class);

            context.getSourceApplicationContext().close();

            assertThat(schedule.isRunning()).isFalse();
        });
    }

    @Test
    void startsWithoutAScheduleForADash() {
        service.withPropertyValues(ON, archive(), "aro.db.retention.cron=-")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .getBean(RetentionSchedule.class)
                        .matches(schedule -> !schedule.isRunning()));
    }

    @Test
    void yieldsToBeansOfTheService(TestDatabase database) {
        RetentionPolicy policy = RetentionPolicy.defaults().withMonthsAhead(3);
        ArchiveSink archive = FileArchive.in(folder.resolve("own"));
        RetentionService retention = database.open().retention(archive);
        AroRetentionJob job = new AroRetentionJob(retention, policy, database.clock(), event -> {});

        service.withPropertyValues(ON)
                .withBean(RetentionPolicy.class, () -> policy)
                .withBean(ArchiveSink.class, () -> archive)
                .withBean(RetentionService.class, () -> retention)
                .withBean(AroRetentionJob.class, () -> job)
                .run(context -> {
                    assertThat(context).getBean(RetentionPolicy.class).isSameAs(policy);
                    assertThat(context).getBean(ArchiveSink.class).isSameAs(archive);
                    assertThat(context).getBean(RetentionService.class).isSameAs(retention);
                    assertThat(context).getBean(AroRetentionJob.class).isSameAs(job);
                    assertThat(context).hasSingleBean(RetentionSchedule.class);
                });
    }

    @Test
    void needsNoFolderWithAnArchiveOfTheService() {
        service.withPropertyValues(ON)
                .withBean(ArchiveSink.class, () -> FileArchive.in(folder))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(RetentionSchedule.class));
    }

    @Test
    void needsNoFolderWithARetentionOfTheService(TestDatabase database) {
        RetentionService own = database.open().retention(FileArchive.in(folder));

        service.withPropertyValues(ON)
                .withBean(RetentionService.class, () -> own)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(RetentionSchedule.class));
    }

    @Test
    void startsTheScheduleDespiteLazyInitialization() {
        service.withPropertyValues(ON, archive())
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context ->
                        assertThat(context).getBean(RetentionSchedule.class).matches(RetentionSchedule::isRunning));
    }

    @Test
    void cleansUpKeysByTheServiceOfTheApplication(TestDatabase database) {
        IdempotencyService library = database.open().idempotency();
        List<String> called = new CopyOnWriteArrayList<>();
        IdempotencyService own = recording(library, called);

        service.withPropertyValues(archive())
                .withBean(IdempotencyService.class, () -> own)
                .run(context -> context.getBean(AroRetentionJob.class).run());

        assertThat(called).contains("keys");
    }

    @Test
    void refusesToStartWithoutAFolder() {
        assertRefused("has no folder", ON);
    }

    @Test
    void refusesToStartOnAMissingFolder() {
        assertRefused("does not exist", ON, archive() + "/missing");
    }

    @Test
    void refusesToStartOnAFile() throws IOException {
        Files.createFile(folder.resolve("file"));

        assertRefused("is not a folder", ON, archive() + "/file");
    }

    private void assertRefused(String how, String... properties) {
        service.withPropertyValues(properties).run(context -> {
            assertThat(context).hasFailed();
            assertThat(analyses(context.getStartupFailure())).singleElement().satisfies(analysis -> {
                assertThat(analysis.getDescription()).contains(how).doesNotContain("Create or mount");
                assertThat(analysis.getAction()).contains("aro.db.retention.archive", "ArchiveSink");
            });
        });
    }

    /** Asks the analyzers of this package as Spring Boot finds them. */
    private static List<FailureAnalysis> analyses(@Nullable Throwable failure) {
        return failure == null
                ? List.of()
                : SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, needsContext) -> {})
                        .stream()
                        .filter(MissingArchiveFailureAnalyzer.class::isInstance)
                        .map(analyzer -> analyzer.analyze(failure))
                        .filter(Objects::nonNull)
                        .toList();
    }

    @Test
    void isAbsentIfTheLibraryIsTurnedOff() {
        service.withPropertyValues(ON, "aro.db.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RetentionPolicy.class));
    }

    @Test
    void isAbsentWithoutADatabase() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbRetentionAutoConfiguration.class))
                .withPropertyValues(ON)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RetentionPolicy.class));
    }

    private static IdempotencyService recording(IdempotencyService service, List<String> called) {
        return (IdempotencyService) Proxy.newProxyInstance(
                IdempotencyService.class.getClassLoader(),
                new Class<?>[] {IdempotencyService.class},
                (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return method.invoke(service, arguments);
                });
    }

    private String archive() {
        return "aro.db.retention.archive=" + folder;
    }

    /** A service with scheduled methods. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Scheduled {}

    /** A listener that waits for a finished run. */
    static final class Finished {

        private final CountDownLatch latch = new CountDownLatch(1);

        @EventListener
        void on(RetentionRun run) {
            latch.countDown();
        }

        boolean await() throws InterruptedException {
            return latch.await(30, TimeUnit.SECONDS);
        }
    }
}
