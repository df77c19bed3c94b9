package io.tidegate.architecture.broken.unmarked;

/** In a package that nobody marked. */
final class Bare {}
