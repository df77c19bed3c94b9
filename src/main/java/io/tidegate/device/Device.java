package io.tidegate.device;

/**
 * A device that syncs, as its token says.
 *
 * @param workspace the organization's number
 * @param slug the same as paths and {@code SyncScope} name it
 * @param person whose device it is
 * @param id of the device, unique within its workspace
 */
public record Device(long workspace, String slug, long person, String id, DeviceRole role) {}
