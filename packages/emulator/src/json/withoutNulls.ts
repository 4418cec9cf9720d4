/** A copy without the fields that are `null`, at any depth. */
export function withoutNulls<Value>(value: Value): Value {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((each) => withoutNulls(each)) as Value;
	const said = Object.entries(value).filter(([, each]) => each !== null);
	return Object.fromEntries(said.map(([name, each]) => [name, withoutNulls(each)])) as Value;
}
