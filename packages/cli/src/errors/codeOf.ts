/** The code of an error of the system or of a library, such as `ENOSPC`; the one of its cause if it has none itself. */
export function codeOf(error: unknown): string | undefined {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		const { code } = at as { code?: unknown };
		if (typeof code === 'string') return code;
	}
	return undefined;
}
