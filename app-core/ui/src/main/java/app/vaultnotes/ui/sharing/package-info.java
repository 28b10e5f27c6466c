/**
 * How a vault is shared, without any toolkit and any words: what a person is told of its sync and
 * can do about it, how one signs in, who is in a vault, and which devices an account has.
 */
@NullMarked
package app.vaultnotes.ui.sharing;

import org.jspecify.annotations.NullMarked;
