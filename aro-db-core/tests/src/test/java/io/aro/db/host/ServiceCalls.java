package io.aro.db.host;

import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.FileArchive;
import io.aro.db.config.BusinessConfig;
import io.aro.db.event.Actor;
import io.aro.db.repository.Repository;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.testkit.builder.Builders;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** A call of each public method outside of the plan tests, because its statements are not about single rows. */
final class ServiceCalls {

    private static final UUID NOBODY = new UUID(0, 7);

    private ServiceCalls() {}

    static Map<String, Consumer<AroDatabase>> all(Path folder) {
        ArchiveSink archive = FileArchive.in(folder.resolve("archive"));
        Map<String, Consumer<AroDatabase>> calls = new LinkedHashMap<>();
        calls.put(
                "AroDatabase.inTransaction",
                db -> db.inTransaction(tx -> tx.events().findLatest(1)));
        calls.put(
                "AroDatabase.useTransaction",
                db -> db.useTransaction(tx -> tx.events().findLatest(1)));
        calls.put("AroDatabase.readOnly", db -> db.readOnly(tx -> tx.events().findLatest(1)));
        calls.put("AroDatabase.backUp", db -> db.backUp(folder.resolve(UUID.randomUUID() + ".db")));
        calls.put("RetentionService.run", db -> db.retention(archive).run(RetentionPolicy.defaults()));
        calls.put("RetentionService.dryRun", db -> db.retention(archive).dryRun(RetentionPolicy.defaults()));
        calls.put("RetentionService.makePartitions", db -> db.retention(archive).makePartitions(YearMonth.of(2030, 1)));
        calls.put(
                "ArchivedSegmentRepository.verify",
                db -> db.retention(archive).archive().verify());
        calls.put(
                "ArchivedSegmentRepository.restore",
                db -> db.retention(archive).archive().restore(NOBODY));
        calls.put("PrivacyService.export", db -> db.privacy().export(NOBODY));
        calls.put("PrivacyService.scrub", db -> db.privacy().scrub());
        calls.put("PrivacyService.erase", db -> db.privacy().erase(NOBODY, Actor.user("us")));
        calls.put("LegalHoldRepository.findAll", db -> db.legalHolds().findAll());
        calls.putAll(configuration());
        repositories().forEach((type, repository) -> {
            calls.put(type + ".count", db -> repository.apply(db).count(noCondition()));
            calls.put(type + ".exists", db -> repository.apply(db).exists(noCondition()));
        });
        return calls;
    }

    private static Map<String, Consumer<AroDatabase>> configuration() {
        BusinessConfig config = Builders.aBusinessConfig().build();
        Actor us = Actor.user("us");
        Map<String, Consumer<AroDatabase>> calls = new LinkedHashMap<>();
        calls.put("BusinessConfigRepository.find", db -> db.businessConfig().find());
        calls.put(
                "BusinessConfigRepository.hasPlaintextSecrets",
                db -> db.businessConfig().hasPlaintextSecrets());
        calls.put("BusinessConfigRepository.get", db -> db.businessConfig().get());
        calls.put("BusinessConfigRepository.create", db -> db.businessConfig().create(config, us));
        calls.put("BusinessConfigRepository.update", db -> db.businessConfig().update(1, config, us));
        calls.put("BusinessConfigRepository.reseal", db -> db.businessConfig().reseal(us));
        return calls;
    }

    private static Map<String, Function<AroDatabase, Repository<?, ?>>> repositories() {
        return Map.of(
                "CustomerRepository", AroDatabase::customers,
                "AppointmentRepository", AroDatabase::appointments,
                "ReminderLogRepository", AroDatabase::reminders,
                "WorkflowInstanceRepository", AroDatabase::workflows,
                "DeadLetterRepository", AroDatabase::deadLetters);
    }
}
