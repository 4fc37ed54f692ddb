package io.aro.db.spring.test.booking;

import io.aro.db.spring.test.AroTestDatabase;

@AroTestDatabase
class SqliteServiceTest extends ServiceContract {}
