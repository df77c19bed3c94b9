package io.tidegate.db;

import com.zaxxer.hikari.HikariConfig;
import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Secret;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;

/** The pool, set so that it comes back by itself when the database was away, and how stores reach their tables by it. */
public final class ConnectionPool {

    /** How long a caller waits for a connection before it gets an error. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    /**
     * Between two statements of one transaction of ours lie milliseconds. A process that stands still there, paused or
     * cut off from the network, would keep its locks, and with them its jobs, for as long as its session lasts. Statements
     * that take milliseconds are thought to cost much where much waits, and are not worth compiling.
     */
    private static final String SESSION =
            "set time zone 'UTC'; set idle_in_transaction_session_timeout = '10s'; set jit = off";

    private static final Map<String, String> DRIVER = Map.of(
            "connectTimeout",
            "5",
            "loginTimeout",
            "5",
            // A server that vanished without a word; no statement of ours takes that long.
            "socketTimeout",
            "120",
            // Camel asks for a statement's parameters each time; with texts of no type they match what the server has
            // prepared, which it would else parse and plan anew for every page.
            "stringtype",
            "unspecified",
            // The detail of an error quotes rows.
            "logServerErrorDetail",
            "false",
            "tcpKeepAlive",
            "true",
            "reWriteBatchedInserts",
            "true");

    private ConnectionPool() {}

    /** Sets a pool up that nobody has asked for a connection yet; it opens with the first that is asked for. */
    static void set(HikariConfig config, DatabaseUrl url, int size, String applicationName) {
        config.setPoolName("tidegate");
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        Secret password = url.password();
        config.setPassword(password == null ? null : password.reveal());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        config.setConnectionTimeout(WAIT.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
        config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        // Reached already, see Probe; a pool that starts empty needs no second check.
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(SESSION);
        DRIVER.forEach((name, value) -> {
            if (!url.parameters().containsKey(name)) {
                config.addDataSourceProperty(name, value);
            }
        });
        if (!url.parameters().containsKey("ApplicationName")) {
            config.addDataSourceProperty("ApplicationName", applicationName);
        }
    }

    /** JDBI over a pool: instants go as {@code timestamptz}, and no message of it shows values. */
    public static Jdbi stores(DataSource pool) {
        return configured(Jdbi.create(pool));
    }

    /** JDBI over anything, set as {@link #stores} sets it. */
    public static Jdbi configured(Jdbi jdbi) {
        jdbi.registerArgument(new Instants());
        jdbi.configure(SqlStatements.class, ReadStatements::share);
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

    /**
     * What JDBI read of statements, for all of this process: one that is made for a single transaction would read each anew,
     * which takes longer than the database needs to answer.
     */
    private static final class ReadStatements implements TemplateEngine {
        /** More than there are; what is made of values some day is read each time. */
        private static final int MOST = 2_000;

        private static final SqlParser PARSER = new ColonPrefixSqlParser();
        private static final TemplateEngine ENGINE = new ReadStatements();

        private final DefinedAttributeTemplateEngine templates = new DefinedAttributeTemplateEngine();
        private final Map<String, Function<StatementContext, String>> read = new ConcurrentHashMap<>();

        private ReadStatements() {}

        static void share(SqlStatements statements) {
            statements.setSqlParser(PARSER).setTemplateEngine(ENGINE);
        }

        @Override
        public String render(String template, StatementContext context) {
            Function<StatementContext, String> rendering = read.get(template);
            if (rendering == null) {
                rendering = templates.parse(template, context.getConfig()).orElseThrow();
                if (read.size() < MOST) {
                    read.put(template, rendering);
                }
            }
            return rendering.apply(context);
        }
    }
}
