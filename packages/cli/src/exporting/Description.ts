import type { FetchMetadata } from 'rollcall/standalone';
import type { Guild } from '../connection/index.js';
import type { Filters } from '../filters/index.js';
import type { FieldName } from './fields.js';
import type { Format } from './formats.js';

/** What `FILE.meta.json` says of an export. */
export interface Description {
	/** The program that wrote it. */
	readonly writtenBy: string;
	readonly guild: Pick<Guild, 'id' | 'name'>;
	/** Whether the list is proven to have everybody that the filters choose. */
	readonly complete: boolean;
	readonly status: FetchMetadata['status'];
	/** Why it is not complete, or what is unusual about it. */
	readonly reason?: string;
	/** The code of the error, if it is not complete. */
	readonly error?: string;
	/** ISO 8601: up to when the list is known to be true; `null` if that is not known. */
	readonly asOf: string | null;
	/** Members in the file. */
	readonly rows: number;
	/** Members that were read, before the filters. */
	readonly members: number;
	readonly expectedMembers: number;
	readonly coverage: number;
	readonly filters: Filters;
	readonly format: Format;
	readonly fields: readonly FieldName[];
	/** Whether ids are written for spreadsheets. */
	readonly excel: boolean;
	/** Of the bytes of the file, so that a reader can tell that this describes it. */
	readonly sha256: string;
}
