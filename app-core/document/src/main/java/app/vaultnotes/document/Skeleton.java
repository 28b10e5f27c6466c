package app.vaultnotes.document;

import app.vaultnotes.crdt.Change;
import java.util.HexFormat;

/**
 * The constant first change of every document of a kind: it makes the objects inside, so that two
 * devices can never make them twice. It is neither stored nor sent, and the same for every engine.
 * Its actor is the ten letters {@code vaultnotes}, its time zero.
 */
public final class Skeleton {

    private static final Change TREE =
            change(
                    "856f4a83649e9e4d0148000a7661756c746e6f746573010100000006151e34014204560457"
                            + "0170027c017607666f6c646572730873657474696e67730974656d706c61746573"
                            + "047f0103007f140300010400");

    private static final Change NOTE =
            change(
                    "856f4a83531d8bb40142000a7661756c746e6f746573010100000006151734014205560457"
                            + "0170027c017604746578740570726f707308636f6d6d656e7473047e010402007f"
                            + "140300010400");

    private static final Change FILE =
            change(
                    "856f4a83e8448d990129000a7661756c746e6f746573010100000006150334014202560257"
                            + "0170027f0176017f017f14017f00");

    private Skeleton() {}

    /** The first change of documents of this kind. */
    public static Change of(DocumentKind kind) {
        return switch (kind) {
            case TREE -> TREE;
            case NOTE -> NOTE;
            case FILE -> FILE;
        };
    }

    private static Change change(String hex) {
        return Change.parse(HexFormat.of().parseHex(hex));
    }
}
