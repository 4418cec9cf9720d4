/** So many pieces of one answer are on the way at once: a caller who reads slowly stops the owner. */
export const WINDOW = 8;
/** So many questions of one process may be open. */
export const MOST_OPEN = 256;
/** About how many bytes a piece has. */
export const PIECE_BYTES = 64 * 1024;
