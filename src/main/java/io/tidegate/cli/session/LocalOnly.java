package io.tidegate.cli.session;

/** A command that works on this machine, whatever server is named. */
public interface LocalOnly {}
