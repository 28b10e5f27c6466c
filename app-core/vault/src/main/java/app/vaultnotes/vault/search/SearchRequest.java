package app.vaultnotes.vault.search;

import java.time.ZoneId;

/**
 * A search.
 *
 * @param parsed what is searched for
 * @param order how hits are sorted
 * @param limit most hits to return, 0 to {@value #MAX_LIMIT}
 * @param offset hits to skip
 * @param withFacets whether to count all hits by tag, folder and month
 * @param zone the zone in which days begin
 */
public record SearchRequest(
        ParsedQuery parsed,
        SearchOrder order,
        int limit,
        int offset,
        boolean withFacets,
        ZoneId zone) {

    /** Most hits in one answer. */
    public static final int MAX_LIMIT = 1_000;

    /** Checks the numbers. */
    public SearchRequest {
        if (limit < 0 || limit > MAX_LIMIT || offset < 0) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
        }
    }
}
