/** A way that a TypeScript project may be set up. */
export interface Compilation {
	readonly title: string;
	/** The name of the source, which decides about its kind if TypeScript follows Node. */
	readonly source: string;
	/** The kind of module that it is compiled to. */
	readonly output: string;
	readonly module: string;
	readonly moduleResolution: string;
	/** Takes the declarations of all libraries on trust, as most do: to check them takes four times as long. */
	readonly skipLibCheck: boolean;
}
