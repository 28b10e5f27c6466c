package app.vaultnotes.document.markdown.syntax;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** A piece of a leaf block's text between scanning and the making of nodes. */
final class Token {

    /** What a piece is. */
    enum Kind {
        /** Characters, as they are or as {@link #literal}. */
        TEXT,
        /** A finished node without children of ours. */
        LEAF,
        /** A run of {@code *}, {@code _}, {@code ~} or {@code =} that may open or close. */
        RUN,
        /** An opening bracket: with a {@link #node} the start of a link, else characters. */
        OPEN,
        /** The end of what the latest open bracket began. */
        CLOSE
    }

    Kind kind;
    final int start;
    final int end;
    @Nullable String literal;
    @Nullable Node node;

    Token(Kind kind, int start, int end) {
        this.kind = kind;
        this.start = start;
        this.end = end;
    }

    /** A run of marks with what it came to open and close. */
    static final class Run {
        final Token token;
        final char mark;
        final int length;
        final boolean canOpen;
        final boolean canClose;

        /** Marks that are neither used nor given up. */
        int left;

        /** The deepest nesting between this run and the next. */
        int depthBehind;

        /** What this run opens, from the inside to the outside. */
        final List<Pair> opens = new ArrayList<>(1);

        /** What this run closes, from the inside to the outside. */
        final List<Pair> closes = new ArrayList<>(1);

        @Nullable Run previous;
        @Nullable Run next;

        Run(Token token, char mark, boolean canOpen, boolean canClose) {
            this.token = token;
            this.mark = mark;
            this.length = token.end - token.start;
            this.left = length;
            this.canOpen = canOpen;
            this.canClose = canClose;
        }
    }

    /** A node between two runs, and how many marks it took of each. */
    record Pair(Node node, int marks) {}

    @Nullable Run run;
}
