/** One line of a panel: a point for each number of members. */
export interface Line {
	/** The classes that style it. */
	readonly className: string;
	readonly label: string;
	readonly points: readonly (readonly [members: number, value: number])[];
}

/** One chart: a measurement against the number of members. */
export interface Panel {
	readonly title: string;
	readonly lines: readonly Line[];
	format(value: number): string;
}
