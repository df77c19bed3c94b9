package io.tidegate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.failure.RejectedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;

class FailureCodeTest {
    @Test
    void every_kind_of_failure_has_its_code() {
        Map<Throwable, String> codes = new LinkedHashMap<>();
        codes.put(new RejectedException(404, "gone"), "HTTP_404");
        codes.put(new InvalidResponseException(200, "no JSON"), "INVALID_RESPONSE");
        codes.put(new ConnectException("refused"), "ECONNREFUSED");
        codes.put(new ConnectTimeoutException("too long"), "ETIMEDOUT");
        codes.put(new SocketTimeoutException("too long"), "TIMEOUT");
        codes.put(new UnknownHostException("nowhere"), "NETWORK_ERROR");
        codes.put(new NoRouteToHostException("nowhere"), "NETWORK_ERROR");
        codes.put(new IOException("cut off"), "NETWORK_ERROR");
        codes.put(new CircuitOpenException("closed"), "CIRCUIT_OPEN");
        codes.put(new IllegalStateException("ours"), "UNKNOWN_ERROR");
        assertThat(codes)
                .allSatisfy(
                        (failure, code) -> assertThat(FailureCode.of(failure)).isEqualTo(code));
    }
}
