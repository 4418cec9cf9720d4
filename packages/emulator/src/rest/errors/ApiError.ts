/** One wrong field of a form, as in the `errors` of code 50035. */
export interface FieldError {
	/** Where: the names from the outside in. */
	readonly path: readonly string[];
	readonly code: string;
	readonly message: string;
}

/** An answer that refuses: its status and Discord's JSON error code. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		/** Discord's own code; 0 for the errors of HTTP. */
		readonly code: number,
		message: string,
		private readonly fields: readonly FieldError[] = [],
	) {
		super(message);
		this.name = 'ApiError';
	}

	/** The body that Discord sends with it. */
	get body(): object {
		const body = { message: this.message, code: this.code };
		return this.fields.length === 0 ? body : { ...body, errors: nest(this.fields) };
	}
}

/** Fields as Discord nests them: `{ limit: { _errors: [ … ] } }`. */
function nest(fields: readonly FieldError[]): object {
	const root: Record<string, unknown> = {};
	for (const { path, code, message } of fields) {
		let node = root;
		for (const name of path) {
			node[name] ??= {};
			node = node[name] as Record<string, unknown>;
		}
		node._errors = [...((node._errors as unknown[]) ?? []), { code, message }];
	}
	return root;
}
