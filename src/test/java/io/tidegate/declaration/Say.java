package io.tidegate.declaration;

import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What scripts answer. JSON is written with single quotes. */
final class Say {
    private Say() {}

    static Answer json(String text) {
        return Answer.json(200, text.replace('\'', '"'));
    }

    static Answer json(int status, String text) {
        return Answer.json(status, text.replace('\'', '"'));
    }

    /** A list of records with these ids. */
    static Answer items(Object... ids) {
        StringBuilder list = new StringBuilder();
        for (Object id : ids) {
            list.append(list.isEmpty() ? "" : ",").append("{'id':'").append(id).append("'}");
        }
        return json("[" + list + "]");
    }

    /** The same answer to everything. */
    static Function<Asked, Answer> always(Answer answer) {
        return asked -> answer;
    }

    /** One after the other, the last one again and again. */
    static Function<Asked, Answer> inTurn(Answer... answers) {
        AtomicInteger next = new AtomicInteger();
        return asked -> answers[Math.min(next.getAndIncrement(), answers.length - 1)];
    }

    /** By path; others are not there. */
    static Function<Asked, Answer> at(Map<String, Answer> answers) {
        return asked -> answers.getOrDefault(asked.path(), Answer.status(404));
    }
}
