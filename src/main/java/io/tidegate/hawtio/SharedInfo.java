package io.tidegate.hawtio;

import javax.management.ObjectInstance;
import org.jolokia.service.jmx.api.CacheKeyProvider;
import org.jspecify.annotations.Nullable;

/** Lets a list of all beans say once per class what its beans have, which of two thousand is 1 MB instead of 16. */
final class SharedInfo extends CacheKeyProvider {
    SharedInfo(int order) {
        super(order);
    }

    @Override
    public @Nullable String determineKey(ObjectInstance bean) {
        return bean.getObjectName().getDomain().equals("org.apache.camel") ? bean.getClassName() : null;
    }
}
