/** A request that the control API refuses: the status, what is wrong, and what to do. */
export class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly cure?: string,
	) {
		super(message);
	}
}

export const notFound = (what: string, cure?: string) => new Refused(404, what, cure);
