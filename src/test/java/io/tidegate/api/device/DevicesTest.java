package io.tidegate.api.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.AccountBed;
import io.tidegate.account.ApiToken;
import io.tidegate.account.sign.DeviceIdentity;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with devices. */
class DevicesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private AccountBed accounts = new AccountBed(database);
    private Actor owner = Actor.anonymous("");

    @BeforeEach
    void anOwner() {
        accounts = new AccountBed(database);
        owner = accounts.owner("acme");
    }

    @Test
    void a_device_is_known_by_its_token_alone() {
        String token = made(owner, "{\"name\":\"phone\",\"id\":\"phone-1\"}")
                .path("token")
                .asText();

        DeviceIdentity known = accounts.authenticator.byDeviceToken(token, AccountBed.HERE);
        assertThat(known.device()).isEqualTo(new ApiToken.OfDevice("phone-1", "editor"));
        assertThat(known.identity().actor().permissions()).containsExactly(Permission.DEVICES_SYNC);
        Long number = known.identity().actor().token();
        accounts.clock.tick(Duration.ofHours(1));
        assertThat(accounts.authenticator.stillDevices(Set.of(number), AccountBed.HERE))
                .containsOnlyKeys(number);
        assertThat(api.ask(owner, "GET", "/devices", null)
                        .body()
                        .at("/items/0/lastSeenAt")
                        .asText())
                .as("who watches is seen")
                .isEqualTo(accounts.clock.instant().toString());
        assertThat(accounts.authenticator.byToken(token, null, AccountBed.HERE).reason())
                .contains("is a device's: it syncs, and does nothing else");

        String program = accounts.token(owner, new ApiToken.Wanted("x", null, null))
                .secret()
                .reveal();
        assertThat(accounts.authenticator
                        .byDeviceToken(program, AccountBed.HERE)
                        .identity()
                        .reason())
                .contains("no device's token");
        assertThat(api.ask(owner, "GET", "/tokens", null).body().at("/items").findValuesAsText("name"))
                .as("tokens of devices stand with the devices")
                .containsExactly("x");
    }

    @Test
    void a_list_says_how_far_each_is() {
        made(owner, "{\"name\":\"phone\",\"id\":\"phone-1\"}");
        made(owner, "{\"name\":\"late\",\"id\":\"late-1\",\"role\":\"viewer\"}");
        made(owner, "{\"name\":\"new\",\"id\":\"new-1\"}");
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into server_version_counter values (?, 100, 40)", owner.organization());
            handle.execute("""
                    insert into device_cursors
                    select ?, d, ?, v, now(), now(), now() from (values ('phone-1', 90), ('late-1', 30)) as x (d, v)
                    """, owner.organization(), owner.person());
        });

        JsonNode devices = api.ask(owner, "GET", "/devices", null).body().at("/items");

        assertThat(devices.findValuesAsText("id")).containsExactly("new-1", "late-1", "phone-1");
        assertThat(devices.findValuesAsText("lag")).containsExactly("null", "70", "10");
        assertThat(devices.findValuesAsText("cursor")).containsExactly("null", "30", "90");
        assertThat(devices.findValuesAsText("needsSnapshot")).containsExactly("false", "true", "false");
        assertThat(api.ask(owner, "GET", "/workspace", null).body().toString())
                .isEqualTo("{\"head\":100,\"floor\":40,\"entries\":60,\"devices\":3}");
    }

    @Test
    void a_new_token_ends_the_one_before_and_keeps_the_device() {
        String first = made(owner, "{\"name\":\"phone\",\"id\":\"phone-1\"}")
                .path("token")
                .asText();
        Answer rotated = api.ask(owner, "POST", "/devices/phone-1/rotate", "{}");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(accounts.authenticator
                        .byDeviceToken(first, AccountBed.HERE)
                        .identity()
                        .reason())
                .contains("was revoked");
        assertThat(accounts.authenticator
                        .byDeviceToken(rotated.body().path("token").asText(), AccountBed.HERE)
                        .device())
                .isEqualTo(new ApiToken.OfDevice("phone-1", "editor"));

        assertThat(api.ask(owner, "DELETE", "/devices/phone-1", null).status()).isEqualTo(204);
        assertThat(api.ask(owner, "POST", "/devices/phone-1/rotate", "{}").status())
                .isEqualTo(404);
        assertThat(api.ask(owner, "POST", "/devices", "{\"name\":\"again\",\"id\":\"phone-1\"}")
                        .status())
                .as("an id is used once")
                .isEqualTo(409);
    }

    @Test
    void a_device_user_has_their_own_devices_and_an_owner_ends_them() {
        Actor user = accounts.member(owner, "pat", Role.DEVICE_USER);
        made(owner, "{\"name\":\"desk\",\"id\":\"desk-1\"}");
        String token = made(user, "{\"name\":\"phone\",\"id\":\"phone-1\"}")
                .path("token")
                .asText();

        assertThat(api.ask(user, "GET", "/devices", null).body().at("/items").findValuesAsText("id"))
                .containsExactly("phone-1");
        assertThat(api.ask(user, "DELETE", "/devices/desk-1", null).status()).isEqualTo(404);
        assertThat(api.ask(user, "POST", "/devices", "{\"name\":\"x\",\"role\":\"owner\"}")
                        .status())
                .isEqualTo(403);
        assertThat(api.ask(owner, "POST", "/devices/phone-1/rotate", "{}").status())
                .as("else an owner would come as somebody else")
                .isEqualTo(403);
        assertThat(accounts.authenticator
                        .byDeviceToken(token, AccountBed.HERE)
                        .identity()
                        .known())
                .isTrue();

        assertThat(api.ask(owner, "DELETE", "/devices/phone-1", null).status()).isEqualTo(204);
        assertThat(accounts.authenticator
                        .byDeviceToken(token, AccountBed.HERE)
                        .identity()
                        .known())
                .isFalse();
    }

    @Test
    void whoever_is_no_member_any_more_has_no_device_either() {
        Actor user = accounts.member(owner, "pat", Role.DEVICE_USER);
        String token = made(user, "{\"name\":\"phone\",\"id\":\"phone-1\"}")
                .path("token")
                .asText();
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into device_cursors values (?, 'phone-1', ?, 1, now(), now(), now())",
                        owner.organization(),
                        user.person()));
        DeviceIdentity known = accounts.authenticator.byDeviceToken(token, AccountBed.HERE);
        Long number = known.identity().actor().token();
        assertThat(accounts.authenticator.stillDevices(Set.of(number), AccountBed.HERE))
                .containsOnlyKeys(number);

        accounts.act(owner, deed -> {
            accounts.members.remove(deed, Objects.requireNonNull(user.person()));
            return true;
        });

        assertThat(accounts.authenticator
                        .byDeviceToken(token, AccountBed.HERE)
                        .identity()
                        .known())
                .isFalse();
        assertThat(accounts.authenticator.stillDevices(Set.of(number), AccountBed.HERE))
                .isEmpty();
        assertThat(database.texts("select count(*) from device_cursors"))
                .as("it holds nothing back")
                .containsExactly("0");
    }

    @Test
    void what_is_no_device_is_refused_with_what_is_wrong() {
        for (String body : new String[] {
            "{}",
            "{\"name\":\"\"}",
            "{\"name\":\"x\",\"id\":\"a/b\"}",
            "{\"name\":\"x\",\"role\":\"king\"}",
            "{\"name\":\"x\",\"id\":\"\"}",
            "{\"name\":\"x\",\"expiresAt\":\"2000-01-01T00:00:00Z\"}"
        }) {
            assertThat(api.ask(owner, "POST", "/devices", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(api.ask(owner, "DELETE", "/devices/none", null).status()).isEqualTo(404);
    }

    private JsonNode made(Actor actor, String body) {
        Answer answer = api.ask(actor, "POST", "/devices", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body();
    }
}
