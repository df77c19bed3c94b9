package io.tidegate.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private static final String CANARY = "dop_v1_c4nary_ü_token";
    private static final Owner OWNER = new Owner(1, 42);

    private final Vault vault = new Vault(key(1));

    @Test
    void a_sealed_secret_opens_for_its_dock() {
        Sealed stored = Sealed.fromJson(vault.seal(CANARY, OWNER).toJson());
        assertThat(vault.open(stored, OWNER)).isEqualTo(CANARY);
        assertThat(new Vault(key(1)).open(stored, OWNER)).isEqualTo(CANARY);
    }

    @Test
    void the_same_secret_is_never_sealed_the_same() {
        Sealed first = vault.seal(CANARY, OWNER);
        Sealed second = vault.seal(CANARY, OWNER);
        assertThat(first.box()).isNotEqualTo(second.box());
        assertThat(first.wrappedKey()).isNotEqualTo(second.wrappedKey());
    }

    @Test
    void a_row_copied_to_another_dock_or_organization_does_not_open() {
        Sealed sealed = vault.seal(CANARY, OWNER);
        for (Owner other : new Owner[] {new Owner(1, 43), new Owner(2, 42), new Owner(14, 2)}) {
            assertThatThrownBy(() -> vault.open(sealed, other))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("dock " + other.dockId())
                    .extracting("owner")
                    .isEqualTo(other);
        }
    }

    @Test
    void a_data_key_from_another_dock_does_not_open_the_box() {
        Sealed sealed = vault.seal(CANARY, OWNER);
        Sealed other = vault.seal("other", OWNER);
        assertThatThrownBy(() -> vault.open(new Sealed(sealed.keyId(), other.wrappedKey(), sealed.box()), OWNER))
                .isInstanceOf(VaultException.class);
    }

    @Test
    void no_bit_can_be_changed() {
        Sealed sealed = vault.seal(CANARY, OWNER);
        byte[] key = Base64.getDecoder().decode(sealed.wrappedKey());
        byte[] box = Base64.getDecoder().decode(sealed.box());
        for (int bit = 0; bit < key.length * 8; bit++) {
            Sealed changed = with(sealed, flipped(key, bit), box);
            assertThatThrownBy(() -> vault.open(changed, OWNER)).isInstanceOf(VaultException.class);
        }
        for (int bit = 0; bit < box.length * 8; bit++) {
            Sealed changed = with(sealed, key, flipped(box, bit));
            assertThatThrownBy(() -> vault.open(changed, OWNER)).isInstanceOf(VaultException.class);
        }
        assertThatThrownBy(() -> vault.open(with(sealed, key, Arrays.copyOf(box, 5)), OWNER))
                .isInstanceOf(VaultException.class);
    }

    @Test
    void another_master_key_tells_which_dock_needs_its_credentials_anew() {
        Sealed sealed = vault.seal(CANARY, OWNER);
        Vault other = new Vault(key(2));
        assertThatThrownBy(() -> other.open(sealed, OWNER))
                .isInstanceOf(VaultException.class)
                .hasMessageContainingAll("dock 42", "organization 1", vault.keyId(), other.keyId(), "anew");
        // The id of the key is no proof: it may have been rewritten.
        assertThatThrownBy(() -> other.open(new Sealed(other.keyId(), sealed.wrappedKey(), sealed.box()), OWNER))
                .isInstanceOf(VaultException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"v\":2}", "{\"v\":1,\"kid\":\"%s\",\"key\":\"?\",\"box\":\"?\"}"})
    void credentials_in_another_form_are_refused(String json) {
        assertThatThrownBy(() -> vault.open(Sealed.fromJson(json.formatted(vault.keyId())), OWNER))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("anew");
    }

    @Test
    void neither_secret_nor_key_is_ever_printed() {
        MasterKey key = key(1);
        String base64 = Base64.getEncoder().encodeToString(bytes(1));
        Sealed sealed = vault.seal(CANARY, OWNER);
        Throwable wrongDock = catchThrowable(() -> vault.open(sealed, new Owner(9, 9)));
        Throwable noKey = catchThrowable(() -> MasterKey.ofBase64(CANARY));
        Throwable noJson = catchThrowable(() -> Sealed.fromJson(CANARY));
        String printed = key + " " + sealed + " " + sealed.toJson() + trace(wrongDock) + trace(noKey) + trace(noJson);
        assertThat(printed).doesNotContain("c4nary", base64).contains("VaultException");
    }

    @Test
    void equal_tokens_share_a_scope_id_that_does_not_tell_them() {
        assertThat(vault.scopeId(CANARY))
                .isEqualTo(new Vault(key(1)).scopeId(CANARY))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(vault.scopeId(CANARY + "x"))
                .isNotEqualTo(new Vault(key(2)).scopeId(CANARY));
    }

    @Test
    void what_is_derived_from_a_master_key_stays_the_same_for_ever() {
        // Changed, every stored secret and every budget would be lost.
        assertThat(vault.keyId()).isEqualTo("2aff586a22cf12fa");
        assertThat(vault.scopeId("token")).isEqualTo("98fdf3b5f9539cb816412b8ffe7f72e2");
        Sealed stored = new Sealed(
                "2aff586a22cf12fa",
                "cewEdK47oLmrW5C4pY6MmiQvfd15FhgQiR4e8zugyLbdI7v3i2TwmRqcpE3ptelC7VxNMzwNP3U5n6Bp",
                "FhePkODvoaLNJeJ3TRZNCmshUpv/tbKuCqjarRvR2O4PSg==");
        assertThat(vault.open(stored, OWNER)).isEqualTo("secret");
    }

    private static MasterKey key(int fill) {
        return new MasterKey(bytes(fill));
    }

    private static byte[] bytes(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static Sealed with(Sealed sealed, byte[] key, byte[] box) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new Sealed(sealed.keyId(), base64.encodeToString(key), base64.encodeToString(box));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
