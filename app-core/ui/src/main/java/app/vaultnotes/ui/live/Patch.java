package app.vaultnotes.ui.live;

import java.util.List;

/**
 * A change of the rows.
 *
 * @param firstRow the first row that changes
 * @param removedRows how many rows from there on are gone
 * @param rows what stands in their place
 */
public record Patch(int firstRow, int removedRows, List<Row> rows) {

    /** Keeps its own rows. */
    public Patch {
        rows = List.copyOf(rows);
    }

    /** Whether nothing changes. */
    public boolean isEmpty() {
        return removedRows == 0 && rows.isEmpty();
    }

    /**
     * The same change in which no row comes or goes without a neighbour that is replaced by itself.
     *
     * @param all all rows as they stand after the change
     */
    public Patch withNeighbour(List<Row> all) {
        if (isEmpty() || (removedRows > 0 && !rows.isEmpty())) {
            return this;
        }
        int behind = firstRow + rows.size();
        return behind < all.size()
                ? new Patch(firstRow, removedRows + 1, all.subList(firstRow, behind + 1))
                : new Patch(firstRow - 1, removedRows + 1, all.subList(firstRow - 1, behind));
    }

    /** The same change without the rows at both ends that stay what they were. */
    static Patch between(int firstRow, List<Row> before, List<Row> after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail)
                        .equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        return new Patch(
                firstRow + head,
                before.size() - head - tail,
                after.subList(head, after.size() - tail));
    }
}
