/** One wrong field of a form, as in the `errors` of code 50035. */
export interface FieldError {
	/** The names that lead to the field, from the outside in. */
	readonly path: readonly string[];
	readonly code: string;
	readonly message: string;
}

/** A refusal: its status and Discord's JSON error code. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		/** Discord's own code; 0 for the errors of HTTP. */
		readonly code: number,
		message: string,
		private readonly fields: readonly FieldError[] = [],
		/** The words behind the status, if they are not the usual ones. Some clients show nothing else. */
		readonly reason?: string,
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

/** The errors of a field and of the fields inside it. Names come from clients, so they are keys of a map. */
interface Wrong {
	readonly inside: Map<string, Wrong>;
	readonly errors: Omit<FieldError, 'path'>[];
}

const nothing = (): Wrong => ({ inside: new Map(), errors: [] });

/** Fields as Discord nests them: `{ limit: { _errors: [ … ] } }`. */
function nest(fields: readonly FieldError[]): object {
	const root = nothing();
	for (const { path, code, message } of fields) {
		let wrong = root;
		for (const name of path) {
			const next = wrong.inside.get(name) ?? nothing();
			wrong.inside.set(name, next);
			wrong = next;
		}
		wrong.errors.push({ code, message });
	}
	return describe(root);
}

function describe({ inside, errors }: Wrong): object {
	const fields: [string, object][] = [...inside].map(([name, wrong]) => [name, describe(wrong)]);
	return Object.fromEntries(errors.length === 0 ? fields : [...fields, ['_errors', errors]]);
}
