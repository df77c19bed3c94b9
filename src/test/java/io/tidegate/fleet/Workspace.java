package io.tidegate.fleet;

import io.tidegate.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** An organization: its devices, and a copy of its log. */
final class Workspace implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final String slug;
    private final long number;
    private final Jdbi jdbi;
    private final LogCopy log;
    private final List<Device> devices = new ArrayList<>();

    Workspace(String slug, @Nullable Long number, Jdbi jdbi) {
        this.slug = slug;
        this.number = Objects.requireNonNull(number, "an organization has a number");
        this.jdbi = jdbi;
        this.log = new LogCopy(jdbi, this.number);
    }

    void add(Device device) {
        devices.add(device);
    }

    List<Device> devices() {
        return List.copyOf(devices);
    }

    Device device(int number) {
        return devices.get(number - 1);
    }

    LogCopy log() {
        return log;
    }

    long number() {
        return number;
    }

    /** What stands in each of its rows and in no other workspace's. */
    String mark() {
        return slug + ":device-";
    }

    /** {@code version} or {@code floor} of its log. */
    long number(String column) {
        return jdbi.withHandle(handle -> handle.createQuery("select coalesce(max(" + column
                        + "), 0) from server_version_counter where workspace_id = :number")
                .bind("number", number)
                .mapTo(Long.class)
                .one());
    }

    /** Waits until its log has so many more versions. */
    void awaitMore(int versions) {
        long wanted = number("version") + versions;
        if (!Await.within(SOON, () -> reached(wanted))) {
            throw new AssertionError("the log of " + slug + " stands still before " + wanted + ": "
                    + devices.stream()
                            .map(device -> device + " has " + device.told())
                            .toList());
        }
    }

    private boolean reached(long version) {
        try {
            return number("version") >= version;
        } catch (ConnectionException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return slug;
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
    }
}
