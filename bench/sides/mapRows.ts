/** Maps one by one, so that no second list of a million is made. */
export function* mapRows<Member, Row>(members: Iterable<Member>, map: (member: Member) => Row): Generator<Row> {
	for (const member of members) yield map(member);
}
