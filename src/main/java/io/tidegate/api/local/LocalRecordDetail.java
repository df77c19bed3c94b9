package io.tidegate.api.local;

import io.tidegate.federation.side.LocalRecordStore.LocalRecord;
import java.util.List;

/**
 * A record with what each source said of it last.
 *
 * @param fields each field, by source
 */
public record LocalRecordDetail(LocalRecord record, List<FieldState> fields) {}
