package io.tidegate.account.sign;

import io.tidegate.account.ApiToken;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from, and by which device.
 *
 * @param device null where it comes by none
 */
public record DeviceIdentity(Identity identity, ApiToken.@Nullable OfDevice device) {
    static DeviceIdentity nobody(String address, String reason) {
        return new DeviceIdentity(Identity.nobody(address, reason), null);
    }
}
