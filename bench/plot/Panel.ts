/** One line of a panel: a point for each x. */
export interface Line {
	/** The classes that style it. */
	readonly className: string;
	readonly label: string;
	readonly points: readonly (readonly [x: number, value: number])[];
}

/** One chart: a measurement against the number of members, or against something else. */
export interface Panel {
	readonly title: string;
	readonly lines: readonly Line[];
	format(value: number): string;
	/** The axis of the points; members on a logarithmic axis unless given. */
	readonly along?: Along;
}

/** A linear axis that begins at 0. */
export interface Along {
	format(value: number): string;
}
