package io.tidegate.simulator.cloud;

/** The seven resource types of the made-up cloud. */
public enum Kind {
    SERVERS("servers"),
    WEB_SERVICES("web_services"),
    DOMAINS("domains"),
    DATABASES("databases"),
    PROJECTS("projects"),
    BLOCK_VOLUMES("block_volumes"),
    BUCKETS("buckets");

    private final String key;

    Kind(String key) {
        this.key = key;
    }

    /** The type's name in paths and envelopes. */
    public String key() {
        return key;
    }

    Blueprint blueprint() {
        return switch (this) {
            case SERVERS -> new Servers();
            case WEB_SERVICES -> new WebServices();
            case DOMAINS -> new Domains();
            case DATABASES -> new Databases();
            case PROJECTS -> new Projects();
            case BLOCK_VOLUMES -> new BlockVolumes();
            case BUCKETS -> new Buckets();
        };
    }
}
