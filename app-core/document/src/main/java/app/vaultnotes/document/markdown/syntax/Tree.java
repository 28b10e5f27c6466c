package app.vaultnotes.document.markdown.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Makes nodes of tokens, in one pass: what is open lies on a stack of our own. */
final class Tree {

    private final LeafText leaf;
    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder literal = new StringBuilder();
    private Node parent;
    private int textStart;
    private int textEnd;

    /** A node that is not closed yet. */
    private record Open(Node node, int start, Node parent) {}

    Tree(LeafText leaf, Node block) {
        this.leaf = leaf;
        this.parent = block;
    }

    void make(List<Token> tokens) {
        for (Token token : tokens) {
            switch (token.kind) {
                case TEXT -> text(token.start, token.end, literalOf(token));
                case LEAF -> leaf(token);
                case RUN -> run(token);
                case OPEN -> bracket(token);
                case CLOSE -> close(token.end);
            }
        }
        flush();
    }

    private String literalOf(Token token) {
        return token.literal == null
                ? leaf.text().substring(token.start, token.end)
                : token.literal;
    }

    private void text(int start, int end, String characters) {
        if (textEnd == textStart) {
            textStart = start;
        }
        textEnd = end;
        literal.append(characters);
    }

    private void flush() {
        if (textEnd > textStart) {
            Text node = new Text(literal.toString());
            node.setSourceSpans(leaf.spans(textStart, textEnd));
            parent.appendChild(node);
            literal.setLength(0);
        }
        textStart = textEnd;
    }

    private void leaf(Token token) {
        Node node = token.node;
        if (node == null) {
            return;
        }
        flush();
        node.setSourceSpans(leaf.spans(token.start, token.end));
        parent.appendChild(node);
    }

    private void bracket(Token token) {
        if (token.node == null) {
            text(token.start, token.end, literalOf(token));
        } else {
            open(token.node, token.start);
        }
    }

    private void open(Node node, int start) {
        flush();
        parent.appendChild(node);
        open.push(new Open(node, start, parent));
        parent = node;
    }

    private void close(int end) {
        flush();
        Open closed = open.pop();
        closed.node().setSourceSpans(leaf.spans(closed.start(), end));
        parent = closed.parent();
    }

    /** First what the run closes, then marks that stay characters, then what it opens. */
    private void run(Token token) {
        Token.Run run = token.run;
        if (run == null) {
            return;
        }
        int at = token.start;
        for (Token.Pair pair : run.closes) {
            at += pair.marks();
            close(at);
        }
        if (run.left > 0) {
            text(at, at + run.left, leaf.text().substring(at, at + run.left));
            at += run.left;
        }
        List<Token.Pair> outermostFirst = new ArrayList<>(run.opens);
        Collections.reverse(outermostFirst);
        for (Token.Pair pair : outermostFirst) {
            open(pair.node(), at);
            at += pair.marks();
        }
    }
}
