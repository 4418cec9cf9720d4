import { parseSnowflake } from '../payloads/snowflake.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { digestOf, GROUP_ROWS, writeHeader } from './blockFormat.js';
import { GroupWriter } from './GroupWriter.js';

/**
 * The members of a view as bytes, from which `decodeRoster` makes the same list. A part of it is made in each turn of the
 * event loop.
 */
export async function encodeRoster({ columns, bound, size }: ColumnsView, guildId: string): Promise<Buffer> {
	if (!parseSnowflake(guildId, { low: 0, high: 0 })) throw new RangeError(`No Discord id: ${guildId}.`);
	const header = writeHeader({ fields: columns.codec.kept, rowCount: size });
	let digest = digestOf(guildId, header);
	const parts = [header, digest];
	const writer = new GroupWriter(columns, bound);
	for (let row = 0; row < bound; ) {
		row = writer.write(row, GROUP_ROWS);
		if (writer.rowCount === 0) break;
		const body = await writer.end();
		digest = digestOf(digest, body);
		parts.push(lengthOf(body), body, digest);
	}
	return Buffer.concat(parts);
}

function lengthOf(body: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32LE(body.length);
	return length;
}
