package io.tidegate.api.alert;

import io.tidegate.alert.channel.AlertDelivery;
import java.util.List;

/**
 * An alert, and whom it was told.
 *
 * @param deliveries newest first, at most 100
 */
public record AlertDetail(AlertView alert, List<AlertDelivery> deliveries) {}
