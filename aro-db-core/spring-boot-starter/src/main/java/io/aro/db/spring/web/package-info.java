/** Answers of a web service: outcomes of requests as responses, and exceptions as problem documents. */
@NullMarked
package io.aro.db.spring.web;

import org.jspecify.annotations.NullMarked;
