package io.tidegate.api.connection;

/**
 * A file of members that is kept.
 *
 * @param dock of the connected organization
 * @param type the resource type whose list the file is
 * @param rows members in it
 * @param bytes its size
 * @param job that reads it
 * @param alreadyQueued whether that job was there before
 */
public record UploadView(long dock, String type, int rows, long bytes, long job, boolean alreadyQueued) {}
