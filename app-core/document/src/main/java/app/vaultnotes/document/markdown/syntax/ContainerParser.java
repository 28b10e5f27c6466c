package app.vaultnotes.document.markdown.syntax;

import org.commonmark.node.Block;
import org.commonmark.parser.block.AbstractBlockParser;

/** Reads a block that may hold any other. */
abstract class ContainerParser extends AbstractBlockParser {

    @Override
    public final boolean isContainer() {
        return true;
    }

    @Override
    public final boolean canContain(Block child) {
        return true;
    }
}
