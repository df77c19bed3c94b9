package io.tidegate.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.testing.SettableClock;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class AccessControlTest {
    @Test
    void a_deed_on_the_instance_that_was_done_is_told_as_done_when_the_log_cannot_be_written() {
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setURL("jdbc:postgresql://127.0.0.1:1/nobody-listens");
        AccessControl control = new AccessControl(
                new OrganizationScope(away),
                new AuditStore(Jdbi.create(away), new ObjectMapper()),
                new SettableClock());
        Actor operator = new Actor("ann", null, null, null, null, Set.of(Permission.INSTANCE_WRITE), "local");
        String told = control.actOnInstance(operator, Permission.INSTANCE_WRITE, "instance.route.stop", done -> {
            done.target("routes/work");
            return "stopped";
        });
        assertThat(told).isEqualTo("stopped");
    }
}
