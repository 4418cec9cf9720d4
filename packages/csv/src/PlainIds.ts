/** Ids as they are, which only programs keep whole: see {@link plainIds}. */
export class PlainIds {
	/** The content of the cell. */
	readonly text: string;

	/** @param ids - each of digits alone, so that no formula can begin in the cell */
	constructor(ids: readonly string[]) {
		const wrong = ids.find((id) => !/^\d+$/.test(id));
		if (wrong !== undefined) throw new TypeError(`ids: expected digits, got ${JSON.stringify(wrong)}.`);
		this.text = ids.join(';');
	}
}

/**
 * One or several ids as a cell for programs, without the apostrophe that a number in a text gets. Between two ids is a
 * semicolon. A spreadsheet reads a single one as a number and rounds it to 15 digits: for people, use `idCell`.
 */
export function plainIds(ids: readonly string[]): PlainIds {
	return new PlainIds(ids);
}
