package io.tidegate.db;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** How the stores reach their tables. */
public final class Tables {
    private Tables() {}

    /** JDBI over the pool: instants go as {@code timestamptz}, and no message of it shows values. */
    public static Jdbi in(DataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.registerArgument(new Instants());
        jdbi.configure(StatementExceptions.class, messages -> messages.setMessageRendering(MessageRendering.NONE));
        return jdbi;
    }

    private static final class Instants extends AbstractArgumentFactory<Instant> {
        Instants() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            // said as a type, PostgreSQL need not guess it from the place where it stands
            return (position, statement, context) ->
                    statement.setObject(position, value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }
}
